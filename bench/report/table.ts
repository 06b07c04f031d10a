import { markdownTable } from "../../tools/markdown-table";
import { VARIANT_NAMES } from "../cell";
import type { CellResult } from "../results";
import { summariesOf, type Summary } from "./summary";

const COLUMNS: [string, (summary: Summary) => string][] = [
  ["operation", ({ operation }) => NAMES[operation]],
  ["program", ({ variant }) => VARIANT_NAMES[variant]],
  ["wall (s)", ({ wallSeconds }) => wallSeconds.toFixed(1)],
  ["× do-nothing", ({ ratioTo }) => ratioTo.floor?.toFixed(2) ?? "–"],
  ["× documentation's", ({ ratioTo }) => ratioTo.textbook?.toFixed(2) ?? "–"],
  ["CPU (s)", ({ cpuSeconds }) => cpuSeconds.toFixed(1)],
  ["program (MiB)", ({ programPeakBytes }) => mebibytes(programPeakBytes)],
  ["host (MiB)", ({ hostPeakBytes }) => mebibytes(hostPeakBytes)],
  ["state (kB)", ({ stateBytes }) => (stateBytes / 1000).toFixed(1)],
  ["calls", ({ apiCalls }) => apiCalls.toLocaleString("en")],
];

const NAMES: Record<Summary["operation"], string> = {
  create: "create",
  unchanged: "no-change `up`",
  preview: "no-change preview",
  update: "update of all",
  destroy: "destroy",
};

/** The section of a cell: its conditions and a row for each operation of each program. */
export function cellSection(result: CellResult): string {
  const rounds = result.rounds.length;
  return [
    `### ${titleOf(result)}`,
    "",
    rounds === 1 ? "One run of each, not repeated." : `Medians of ${rounds} alternating runs.`,
    "",
    markdownTable(
      COLUMNS.map(([name]) => name),
      summariesOf([result]).map((summary) => COLUMNS.map(([, cell]) => cell(summary))),
      COLUMNS.map((_, index) => (index < 2 ? "left" : "right")),
    ),
  ].join("\n");
}

function titleOf({ interviews, latencyMs, checkpoints, parallel, split }: CellResult): string {
  return [
    `${interviews.toLocaleString("en")} interview${interviews === 1 ? "" : "s"}`,
    ...(split ? [`in ${split.stacks} stacks, ${split.atOnce} at once`] : []),
    `API at ${latencyMs} ms a call`,
    ...(checkpoints ? [] : ["without checkpoints"]),
    ...(parallel ? [`\`--parallel ${parallel}\``] : []),
  ].join(", ");
}

/** 0 stands for a machine without `/proc`, and for a host that was not started. */
function mebibytes(bytes: number): string {
  return bytes > 0 ? (bytes / 2 ** 20).toFixed(0) : "–";
}
