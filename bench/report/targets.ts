import { cellName, type Conditions, type Operation, type Variant } from "../cell";
import type { Summary } from "./summary";

/** Something that must be true, and the number that tells. */
interface Target {
  what: string;
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
  ratio("create, wall time of the floor's", 0.7, LARGE, "create", "floor"),
  ratio("create, wall time of the textbook's", 0.55, LARGE, "create", "textbook"),
  ratio("update of all, wall time of the floor's", 0.7, LARGE, "update", "floor"),
  ratio("update of all, wall time of the textbook's", 0.55, LARGE, "update", "textbook"),
  // They write no state, so a stack that was created without checkpoints tells the same, and sooner.
  ratio(
    "no-change `up`, without checkpoints, wall time of the floor's",
    1.05,
    UNCHECKPOINTED,
    "unchanged",
    "floor",
  ),
  ratio(
    "no-change preview, without checkpoints, wall time of the floor's",
    1.05,
    UNCHECKPOINTED,
    "preview",
    "floor",
  ),
  ...(["create", "update"] as const).map((operation) =>
    ratio(
      `${operation} at 100 ms a call, wall time of the textbook's`,
      1.05,
      { ...LARGE, latencyMs: 100 },
      operation,
      "textbook",
    ),
  ),
  // Without checkpoints, the API's own time is nearly all of it, so this is the harder one.
  ...(["create", "update"] as const).map((operation) =>
    ratio(
      `${operation} at 100 ms a call, without checkpoints, wall time of the textbook's`,
      1.05,
      { ...UNCHECKPOINTED, latencyMs: 100 },
      operation,
      "textbook",
    ),
  ),
  {
    what: "1,000 interviews: state bytes of the floor's",
    atMost: 0.45,
    measured: (find) => {
      const [ours, floor] = [find(LARGE, "create", "ours"), find(LARGE, "create", "floor")];
      return ours && floor && ours.stateBytes / floor.stateBytes;
    },
  },
  ...(["create", "update", "unchanged", "preview"] as const).map((operation) => calls(operation)),
  ratio("no-change preview, wall time of the floor's", 1.05, { interviews: 1 }, "preview", "floor"),
];

/** The targets as a Markdown table. */
export function targetsTable(summaries: Summary[]): string {
  const find: Find = (conditions, operation, variant) =>
    summaries.find(
      (summary) =>
        cellName(summary) === cellName({ latencyMs: 0, checkpoints: true, ...conditions }) &&
        summary.operation === operation &&
        summary.variant === variant,
    );
  const rows = TARGETS.map(({ what, atMost, exactly = false, measured }) => {
    const value = measured(find);
    const verdict =
      value === undefined
        ? "not measured"
        : (exactly ? value === atMost : value <= atMost)
          ? "met"
          : "**missed**";
    return `| ${what} | ${exactly ? "" : "≤ "}${atMost} | ${value?.toFixed(3) ?? "–"} | ${verdict} |`;
  });
  return ["| target | | measured | |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function ratio(
  what: string,
  atMost: number,
  conditions: Parameters<Find>[0],
  operation: Operation,
  other: Variant,
): Target {
  return {
    what: `${conditions.interviews.toLocaleString("en")} interview${conditions.interviews === 1 ? "" : "s"}: ${what}`,
    atMost,
    measured: (find) => find(conditions, operation, "ours")?.ratioTo[other],
  };
}

function calls(operation: Operation): Target {
  const changes = operation === "create" || operation === "update";
  return {
    what: `1,000 interviews: calls of ${operation === "unchanged" ? "a no-change `up`" : operation}${changes ? " for each interview" : ""}`,
    atMost: changes ? 1 : 0,
    exactly: true,
    measured: (find) => {
      const summary = find(LARGE, operation, "ours");
      return summary && summary.apiCalls / (changes ? summary.interviews : 1);
    },
  };
}
