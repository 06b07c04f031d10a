import { spawn } from "node:child_process";

/** A run of the Pulumi CLI that did not succeed. */
export class PulumiFailed extends Error {}

/** Runs the Pulumi CLI in a folder. */
export function pulumiIn(cwd: string, env: NodeJS.ProcessEnv) {
  const run = (args: string[], stdio: "inherit" | "pipe") =>
    new Promise<void>((resolve, reject) => {
      const child = spawn("pulumi", [...args, "--non-interactive"], {
        cwd,
        env,
        stdio: ["ignore", stdio, stdio],
      });
      let output = "";
      child.stdout?.on("data", (data: Buffer) => (output += data.toString()));
      child.stderr?.on("data", (data: Buffer) => (output += data.toString()));
      child.on("error", reject);
      child.on("close", (code) => {
        if (code === 0) resolve();
        else reject(new PulumiFailed(`pulumi ${args[0]} failed.\n${output}`));
      });
    });
  return {
    /** Shows the command, without `options` that would only distract, and all that it prints. */
    shown(args: string[], options: string[]): Promise<void> {
      console.log(`\n$ pulumi ${args.join(" ")}`);
      return run([...args, ...options], "inherit");
    },
    /** Shows something only when the command fails. */
    quietly: (args: string[]): Promise<void> => run(args, "pipe"),
  };
}
