import { markdownTable } from "../../tools/markdown-table";
import { cellName, type Conditions, type Operation, type Variant } from "../cell";
import type { CellResult } from "../results";
import { summariesOf, type Summary } from "./summary";

/** A number that must not exceed a limit. */
interface Target {
  name: string;
  atMost: number;
  /** Whether less would be as wrong as more. */
  exactly?: boolean;
  measured: (find: Find) => number | undefined;
}

type Find = (
  conditions: Partial<Conditions> & Pick<Conditions, "interviews">,
  operation: Operation,
  variant: Variant,
) => Summary | undefined;

const LARGE = { interviews: 1000 };
const UNCHECKPOINTED = { ...LARGE, checkpoints: false };

const TARGETS: Target[] = [
  ratio("create, wall time of the do-nothing resource's", 0.7, LARGE, "create", "floor"),
  ratio("create, wall time of the documentation's provider's", 0.55, LARGE, "create", "textbook"),
  ratio("update of all, wall time of the do-nothing resource's", 0.7, LARGE, "update", "floor"),
  ratio("update of all, wall time of the documentation's provider's", 0.55, LARGE, "update", "textbook"),
  // They write no state, so a stack that was created without checkpoints gives the same numbers, and sooner.
  ratio(
    "no-change `up`, without checkpoints, wall time of the do-nothing resource's",
    1.05,
    UNCHECKPOINTED,
    "unchanged",
    "floor",
  ),
  ratio(
    "no-change preview, without checkpoints, wall time of the do-nothing resource's",
    1.05,
    UNCHECKPOINTED,
    "preview",
    "floor",
  ),
  ...(["create", "update"] as const).map((operation) =>
    ratio(
      `${operation} at 100 ms a call, wall time of the documentation's provider's`,
      1.05,
      { ...LARGE, latencyMs: 100 },
      operation,
      "textbook",
    ),
  ),
  // Without checkpoints, the API's own time is nearly all of it, so this target is the harder one.
  ...(["create", "update"] as const).map((operation) =>
    ratio(
      `${operation} at 100 ms a call, without checkpoints, wall time of the documentation's provider's`,
      1.05,
      { ...UNCHECKPOINTED, latencyMs: 100 },
      operation,
      "textbook",
    ),
  ),
  {
    name: "1,000 interviews: state bytes of the do-nothing resource's",
    atMost: 0.45,
    measured: (find) => {
      const [ours, floor] = [find(LARGE, "create", "ours"), find(LARGE, "create", "floor")];
      return ours && floor && ours.stateBytes / floor.stateBytes;
    },
  },
  ...(["create", "update", "unchanged", "preview"] as const).map((operation) => calls(operation)),
  ratio(
    "no-change preview, wall time of the do-nothing resource's",
    1.05,
    { interviews: 1 },
    "preview",
    "floor",
  ),
];

/** The targets as a Markdown table. */
export function targetsTable(results: CellResult[]): string {
  const summaries = summariesOf(results);
  const find: Find = (conditions, operation, variant) =>
    summaries.find(
      (summary) =>
        cellName(summary) === cellName({ latencyMs: 0, checkpoints: true, ...conditions }) &&
        summary.operation === operation &&
        summary.variant === variant,
    );
  const rows = TARGETS.map(({ name, atMost, exactly = false, measured }) => {
    const value = measured(find);
    const verdict =
      value === undefined
        ? "not measured"
        : (exactly ? value === atMost : value <= atMost)
          ? "met"
          : "missed";
    return [name, `${exactly ? "" : "≤ "}${atMost}`, value?.toFixed(3) ?? "–", verdict];
  });
  return markdownTable(["target", "", "measured", ""], rows);
}

function ratio(
  name: string,
  atMost: number,
  conditions: Parameters<Find>[0],
  operation: Operation,
  other: Variant,
): Target {
  return {
    name: `${conditions.interviews.toLocaleString("en")} interview${conditions.interviews === 1 ? "" : "s"}: ${name}`,
    atMost,
    measured: (find) => find(conditions, operation, "ours")?.ratioTo[other],
  };
}

function calls(operation: Operation): Target {
  const changes = operation === "create" || operation === "update";
  return {
    name: `1,000 interviews: calls of ${operation === "unchanged" ? "a no-change `up`" : operation}${changes ? " for each interview" : ""}`,
    atMost: changes ? 1 : 0,
    exactly: true,
    measured: (find) => {
      const summary = find(LARGE, operation, "ours");
      return summary && summary.apiCalls / (changes ? summary.interviews : 1);
    },
  };
}
