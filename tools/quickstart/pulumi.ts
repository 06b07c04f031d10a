import { print } from "../print";
import { run } from "../run-process";

/** Runs the Pulumi CLI in a folder. Both functions throw an Error with its output when it fails. */
export function pulumiIn(cwd: string, env: NodeJS.ProcessEnv) {
  return {
    /** Prints the command, without `options` that would only distract, and its output. */
    async show(args: string[], options: string[]): Promise<void> {
      print(`\n$ pulumi ${args.join(" ")}`);
      await run("pulumi", [...args, ...options, "--non-interactive"], { cwd, env, onLine: print });
    },
    /** Prints nothing. */
    async quietly(args: string[]): Promise<void> {
      await run("pulumi", [...args, "--non-interactive"], { cwd, env });
    },
  };
}
