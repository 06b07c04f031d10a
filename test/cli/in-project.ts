import { INSTALLED } from "../support/install-program";
import type { Setup } from "../support/setup";
import type { Environment } from "../support/stack";

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program where the packed package is installed, in the stack's environment; `undefined` takes a variable away. */
export async function inProject(
  { stack }: Setup,
  command: string[],
  env: Environment = {},
  input = "",
): Promise<CommandResult> {
  const [file, ...args] = command;
  const { output } = await stack.script(`
    const { spawnSync } = require("node:child_process");
    const env = { ...process.env, ...${JSON.stringify(env)} };
    for (const name of ${JSON.stringify(Object.keys(env).filter((name) => env[name] === undefined))}) delete env[name];
    const { status, stdout, stderr } = spawnSync(${JSON.stringify(file)}, ${JSON.stringify(args)}, {
      cwd: ${JSON.stringify(INSTALLED)}, env, encoding: "utf8", input: ${JSON.stringify(input)},
    });
    console.log(JSON.stringify({ status, stdout, stderr }));`);
  return JSON.parse(output) as CommandResult;
}

/** `npx pulumi-xobin` for the stack, as a user has it. */
export function npx(world: Setup, args: string[], env?: Environment, input?: string): Promise<CommandResult> {
  const command = ["npx", "--no-install", "pulumi-xobin", ...args, "--cwd", world.stack.folder];
  return inProject(world, command, env, input);
}

/** Updates the stack to the program, and selects it, as `pulumi stack init` does for a user. */
export async function upSelected({ stack }: Setup, program: string): Promise<void> {
  stack.program(program);
  const { code, output } = await stack.up();
  expect(code === 0 ? "" : output).toBe("");
  expect(await stack.pulumi("stack", "select")).toMatchObject({ code: 0 });
}
