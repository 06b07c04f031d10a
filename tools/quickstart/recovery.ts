import { resolve } from "node:path";
import { print } from "../print";
import { start } from "../run-process";

const COMMAND_LINE = resolve(__dirname, "../../dist/cli/main.js");

/** Runs `npx pulumi-xobin recover` in a folder, for a stack of the project in `project`. */
export function recoveryIn(cwd: string, project: string, stack: string, env: NodeJS.ProcessEnv) {
  return {
    /** Prints the command, and its output. Throws an Error with it for another exit code. */
    async show(args: string[], exitCode: number): Promise<void> {
      print(`\n$ npx pulumi-xobin recover ${args.join(" ")}`);
      const command = [COMMAND_LINE, "recover", ...args, "--cwd", project, "--stack", stack];
      const { code, output } = await start(process.execPath, command, { cwd, env, onLine: print }).ended;
      if (code !== exitCode) {
        throw new Error(`recover ended with ${code} instead of ${exitCode}:\n${output}`);
      }
    },
  };
}
