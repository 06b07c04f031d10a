import { runStoppable } from "./run-stoppable";

interface GoOptions {
  /** The folder of the module. */
  cwd: string;
  /** The folder for Go's temporary files. */
  scratch: string;
  stop: AbortSignal;
  isProgress: (line: string) => boolean;
}

/** Runs `go` so that it uses only modules that `go.sum` pins, whatever the user's own settings of Go are. */
export function go(args: string[], { cwd, scratch, stop, isProgress }: GoOptions): Promise<string> {
  const env = {
    ...process.env,
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0",
    GOTMPDIR: scratch,
  };
  return runStoppable("go", args, { cwd, env, stop, timeout: 3_600_000, isProgress });
}
