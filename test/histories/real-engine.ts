import type { Stack } from "../support/stack";
import type { Declaration, Engine, Program, RunOptions } from "./declarations";

/** Runs programs on the real engine, which is never ended half-way here: `steps` counts for nothing. */
export class RealEngine implements Engine {
  constructor(private readonly stack: Stack) {}

  async up(
    program: Program,
    { aliases, refresh, replaceAll, deleteBeforeReplace }: RunOptions,
  ): Promise<boolean> {
    this.stack.program(
      [...program]
        .map(([name, declaration]) =>
          declare(name, declaration, {
            aliases: aliases?.has(name) ? [{ name: aliases.get(name) }] : [],
            deleteBeforeReplace,
          }),
        )
        .join("\n"),
    );
    const options = [
      ...(refresh ? ["--refresh"] : []),
      ...(replaceAll ? ["--replace", "**InterviewWebhooks**"] : []),
    ];
    return (await this.stack.up("--skip-preview", ...options)).code === 0;
  }

  async destroy(): Promise<boolean> {
    return (await this.stack.destroy()).code === 0;
  }
}

function declare(name: string, declaration: Declaration, options: object): string {
  return `new InterviewWebhooks(${[name, declaration, options].map((each) => JSON.stringify(each)).join(", ")});`;
}
