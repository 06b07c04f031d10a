import { run } from "./run";

interface GoOptions {
  /** The folder of the module. */
  cwd: string;
  /** Go's own temporary files. */
  scratch: string;
  stop: AbortSignal;
  isProgress: (line: string) => boolean;
}

/** Runs `go`, which takes nothing that `go.sum` does not pin, whatever the user's own settings of Go are. */
export function go(args: string[], { cwd, scratch, stop, isProgress }: GoOptions): Promise<string> {
  const env = {
    ...process.env,
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0",
    GOTMPDIR: scratch,
  };
  return run("go", args, { cwd, env, stop, timeout: 3_600_000, isProgress });
}
