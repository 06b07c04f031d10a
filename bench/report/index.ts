import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { VARIANT_NAMES } from "../cell";
import { RESOURCES } from "../plan";
import { recoverySection } from "../recovery/stored";
import { storedResults, type CellResult } from "../results";
import { chart } from "./chart";
import { scaleTable } from "./scale-table";
import { summariesOf, type Summary } from "./summary";
import { cellSection } from "./table";

const DOCS = resolve(__dirname, "../../docs");

/** Writes `benchmarks.md` and `benchmarks.svg`, and the measured table of `scale.md` where that page is. */
export async function writeReport(resultsFolder?: string, docs = DOCS): Promise<void> {
  const results = storedResults(resultsFolder);
  const summaries = summariesOf(results);
  const measured = join(docs, "measured");
  mkdirSync(measured, { recursive: true });
  writeFileSync(join(measured, "benchmarks.svg"), await chart(summaries));
  await writeMarkdown(docs, "measured/benchmarks.md", page(results, summaries));
  const scale = join(docs, "scale.md");
  if (existsSync(scale)) {
    await writeMarkdown(docs, "scale.md", withMeasured(readFileSync(scale, "utf8"), scaleTable(results)));
  }
}

function page(results: CellResult[], summaries: Summary[]): string {
  return [
    INTRODUCTION,
    conditions(results),
    whereTheTimeGoes(summaries),
    recoverySection(),
    "## Results",
    ...results.map(cellSection),
  ].join("\n\n");
}

const INTRODUCTION = `# Benchmarks

\`npm run bench\` wrote this page from \`bench/results\`. Its numbers are of one machine; compare the ratios.

Four programs declare the same interviews on the same engine, with the file backend and the sandbox as the API:

- a **do-nothing resource**: a dynamic resource whose provider is an object literal that the SDK captures by value. It calls no API.
- a **provider as in Pulumi's documentation**: a class in the program, \`fetch\` in create and update, no checks. Its delete sends nothing.
- **pulumi-xobin, one resource each**: \`InterviewWebhooks\`, installed from the packed package. It checks every input, and its delete switches
  the webhooks off.
- **pulumi-xobin, one group**: one \`InterviewWebhooksGroup\` of all interviews, with the same promises.

The programs are in \`bench/programs\`. They take turns at every operation, so that a machine that slows down slows all of them. A ratio
(× do-nothing, × documentation's) is the median of the ratios of wall times within a round. CPU is the user and system time of all processes
together. Program and host are the peak memory of the user's program and of the provider host. State is its size after the operation.
**The calls alone** are those of a create, ten at once, by \`fetch\` in Node.js without Pulumi.

![Wall time by number of interviews, for each operation](benchmarks.svg)`;

function whereTheTimeGoes(summaries: Summary[]): string {
  return `## Where the time goes

${stateSizes(summaries)} The name of pulumi-xobin's provider takes 52 characters, which the SDK keeps twice. What is
common to every dynamic resource is most of it: its URN, its times, 0.4 kB of places in the program, and the declared inputs and outputs with their encrypted secret.

Create and update: the engine writes the whole state at every step, and that decides the time: about two thirds of its CPU time at 300 creates
(\`pulumi up --profiling\`). JSON encoding, the checksum and the file shrink with the state; garbage collection, the integrity check and the batches of secrets
depend on the number of resources. A group is one resource and one step, so all of that is done once.

Previews: nearly all of the time is the SDK's and the engine's own. This package adds less than a millisecond an interview, in the program (noting its
declaration for the hosts of the run) and in the provider host (checking the inputs), and 0.1 s once to load zod.`;
}

const STATE_OF = 100;

function stateSizes(summaries: Summary[]): string {
  const sizes = RESOURCES.flatMap((variant) => {
    const summary = summaries.find(
      (each) =>
        each.interviews === STATE_OF &&
        each.latencyMs === 0 &&
        each.operation === "create" &&
        each.variant === variant,
    );
    return summary
      ? [`${(summary.stateBytes / STATE_OF / 1000).toFixed(2)} kB with "${VARIANT_NAMES[variant]}"`]
      : [];
  });
  return sizes.length > 0
    ? `The state of an interview takes ${sizes.join(", ")} (at ${STATE_OF} interviews).`
    : "";
}

function conditions(results: CellResult[]): string {
  const seen = results.map(
    ({ machine, versions: { node, sdk, engine } }) =>
      `- ${machine}; Node.js ${node}, \`@pulumi/pulumi\` ${sdk}, Pulumi ${engine}`,
  );
  return ["## Machine", "", ...new Set(seen)].join("\n");
}

const MEASURED = /(<!-- measured -->\n)[^]*(\n<!-- end of measured -->)/;

function withMeasured(text: string, table: string): string {
  return text.replace(MEASURED, (_all, start: string, end: string) => `${start}\n${table}\n${end}`);
}

/** Lays a page out as this repository's own, wherever it is written. */
async function writeMarkdown(docs: string, file: string, text: string): Promise<void> {
  const options = await resolveConfig(join(DOCS, file));
  writeFileSync(join(docs, file), await format(text, { ...options, parser: "markdown" }));
}
