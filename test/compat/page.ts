import { markdownTable } from "../../tools/markdown-table";
import { AXES, type Cell } from "./matrix";
import { keyOf, type Results } from "./results";

const MANAGERS: Record<Cell["manager"], string> = {
  npm: "npm",
  pnpm: "pnpm",
  yarn: "Yarn, `node-modules`",
  "yarn-pnp": "Yarn, Plug'n'Play",
  bun: "Bun, as package manager",
};
const LANGUAGES: Record<Cell["language"], string> = {
  commonjs: "CommonJS",
  esm: "ES module",
  typescript: "TypeScript",
};

/** `docs/measured/compatibility.md`. */
export function pageOf(results: Results): string {
  return `${[INTRODUCTION, legend(results), ...AXES.manager.map((manager) => section(manager, results)), NOTES, OTHERS].join("\n\n")}\n`;
}

const INTRODUCTION = `# Compatibility

Written by \`npm run test:compat\`, which installs the packed package as a user would and lets one declaration live on a real
Pulumi engine: \`up\` sends it, a second \`up\` finds no change, \`destroy\` switches it off, and the API's stand-in has seen two calls.
The program takes \`verifyAuth\` from \`pulumi-xobin/receiver\` as well. TypeScript programs are type-checked when they run.

✓ it works · ✗ it does not · – not run`;

function legend({ versions }: Results): string {
  const list = Object.entries(versions).map(
    ([name, version]) => `${name.replace("yarn-pnp", "Yarn with Plug'n'Play")} ${version}`,
  );
  return `Seen with: ${list.join(", ")}.`;
}

function section(manager: Cell["manager"], results: Results): string {
  const columns = AXES.sdk.flatMap((sdk) => AXES.language.map((language) => ({ sdk, language })));
  const head = ["Node.js", ...columns.map(({ sdk, language }) => `${LANGUAGES[language]}, SDK ${sdk}`)];
  const rows = AXES.node.map((node) => [
    node,
    ...columns.map((column) => mark(keyOf({ manager, node, ...column }), results)),
  ]);
  return [`## ${MANAGERS[manager]}`, markdownTable(head, rows)].join("\n\n");
}

function mark(key: string, { outcomes }: Results): string {
  const outcome = outcomes[key];
  if (!outcome) {
    return "–";
  }
  return outcome.problem === undefined ? "✓" : "✗";
}

const NOTES = `What fails here does so in the SDK, and the SDK's message says where:

- Yarn with Plug'n'Play, Node.js 22: the SDK's copy of ts-node fails under Plug'n'Play's loader, before the program runs, whatever
  is in it. Another Node.js or \`nodeLinker: node-modules\` works.

The tables assume:

- Yarn with Plug'n'Play needs \`pnpEnableEsmLoader: true\` in \`.yarnrc.yml\`, and \`NODE_OPTIONS\` with \`--require\` and
  \`--experimental-loader\` for \`.pnp.cjs\` and \`.pnp.loader.mjs\`, as \`yarn node\` sets it: Pulumi starts Node.js itself.
- Bun installs; Node.js runs programs and providers.
- The SDK asks for Node.js 22 from 3.249 on, and npm warns on 20; it was run there all the same.
- TypeScript programs have \`typescript\` among their dependencies: 5.9 with the older SDK, 6.0 with the newer one.`;

const OTHERS = [
  "## Bundlers and the Bun runtime",
  markdownTable(
    ["how the program runs", "result"],
    [
      [
        "bundled by esbuild (CommonJS, `@pulumi/pulumi` external)",
        "✓ The tests run `up`, `up` without a change and `destroy`. `pulumi-xobin` has to be installed beside the bundle, because the provider's host loads it.",
      ],
      [
        "`runtime: bun`",
        "✓ Seen with the vendor's current language host. The tests cover it in parts: the program under Bun registers its resource with mocks, and the host script run by Bun serves check, create, read and delete.",
      ],
    ],
  ),
].join("\n\n");
