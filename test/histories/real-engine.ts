import { declareProvider } from "../support/declare";
import type { Stack } from "../support/stack";
import {
  inputsOf,
  isGroup,
  type Declaration,
  type Engine,
  type Program,
  type RunOptions,
} from "./declarations";

/** Runs programs on the real engine, which is never ended half-way here: `steps` counts for nothing. */
export class RealEngine implements Engine {
  output = "";

  constructor(private readonly stack: Stack) {}

  async up(
    program: Program,
    { aliases, refresh, replaceAll, deleteBeforeReplace, inOrder }: RunOptions,
  ): Promise<boolean> {
    this.stack.program(
      [
        ...providersOf(program),
        "const before = [];",
        ...[...program].map(([name, declaration]) =>
          declare(
            name,
            declaration,
            { aliases: aliases?.has(name) ? [{ name: aliases.get(name) }] : [], deleteBeforeReplace },
            inOrder,
          ),
        ),
      ].join("\n"),
    );
    const options = [
      ...(refresh ? ["--refresh"] : []),
      ...(replaceAll ? ["--replace", "**InterviewWebhooks**"] : []),
    ];
    const { code, output } = await this.stack.up("--skip-preview", ...options);
    this.output = output;
    return code === 0;
  }

  async destroy(): Promise<boolean> {
    return (await this.stack.destroy()).code === 0;
  }
}

/** One `Provider` for each name; the key and the address come from the environment. */
function providersOf(program: Program): string[] {
  const providers = new Map(
    [...program.values()].flatMap(({ provider }) => (provider ? [[provider.name, provider] as const] : [])),
  );
  return [...providers.values()].map(({ name, account }) => declareProvider(name, { account }));
}

function declare(
  name: string,
  { provider, ...declaration }: Declaration,
  options: object,
  inOrder = false,
): string {
  const resource = isGroup(name) ? "InterviewWebhooksGroup" : "InterviewWebhooks";
  const more = [
    ...(provider ? [`provider: ${provider.name}`] : []),
    ...(inOrder ? ["dependsOn: [...before]"] : []),
  ];
  return (
    `before.push(new ${resource}("${name}", ${JSON.stringify(inputsOf(name, declaration))}, ` +
    `{ ...${JSON.stringify(options)}, ${more.join(", ")} }));`
  );
}
