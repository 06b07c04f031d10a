import { spawn } from "node:child_process";
import { once } from "node:events";
import { start } from "../run-process";

/** A run of the Pulumi CLI that did not succeed. */
export class PulumiFailed extends Error {}

/** Runs the Pulumi CLI in a folder. */
export function pulumiIn(cwd: string, env: NodeJS.ProcessEnv) {
  return {
    /** Shows the command, without `options` that would only distract, and all that it prints. */
    async shown(args: string[], options: string[]): Promise<void> {
      console.log(`\n$ pulumi ${args.join(" ")}`);
      const child = spawn("pulumi", [...args, ...options, "--non-interactive"], {
        cwd,
        env,
        stdio: ["ignore", "inherit", "inherit"],
      });
      const [code] = (await once(child, "close")) as [number | null];
      succeeded(args, code);
    },
    /** Shows something only when the command fails. */
    async quietly(args: string[]): Promise<void> {
      const { code, output } = await start("pulumi", [...args, "--non-interactive"], { cwd, env }).ended;
      succeeded(args, code, output);
    },
  };
}

function succeeded(args: string[], code: number | null, output = ""): void {
  if (code !== 0) {
    throw new PulumiFailed(`pulumi ${args[0]} failed.\n${output}`);
  }
}
