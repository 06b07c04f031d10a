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

const MIDDLE = { interviews: 300 };
const LARGE = { interviews: 1000 };
const UNCHECKPOINTED = { ...LARGE, checkpoints: false };

const TARGETS: Target[] = [
  ratio("create, wall time of the do-nothing resource's", 0.7, LARGE, "create", "floor"),
  ratio("create, wall time of the documentation's provider's", 0.55, MIDDLE, "create", "textbook"),
  ratio("update of all, wall time of the do-nothing resource's", 0.7, LARGE, "update", "floor"),
  ratio("update of all, wall time of the documentation's provider's", 0.55, MIDDLE, "update", "textbook"),
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
  stateRatio("ours", 0.45),
  groupRatio("create", 0.04),
  groupRatio("update", 0.025),
  groupRatio("unchanged", 0.33),
  stateRatio("group", 0.01),
  {
    name: "1,000 interviews in a group: create at 100 ms a call, of the calls' own time and the start of an `up`",
    atMost: 1.3,
    measured: (find) => {
      const own = find({ ...UNCHECKPOINTED, latencyMs: 100 }, "create", "group");
      const start = find({ interviews: 1 }, "unchanged", "group");
      // Ten calls at once by default.
      return own && start && own.wallSeconds / ((1000 * 0.1) / 10 + start.wallSeconds);
    },
  },
  {
    name: "10,000 interviews in a group: create, of 1.5 times the calls alone and the start of an `up`",
    atMost: 1,
    measured: (find) => {
      const own = find({ interviews: 10_000 }, "create", "group");
      const alone = find({ interviews: 10_000 }, "create", "calls");
      const start = find({ interviews: 1 }, "unchanged", "group");
      return own && alone && start && own.wallSeconds / (1.5 * alone.wallSeconds + start.wallSeconds);
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

function groupRatio(operation: Operation, atMost: number): Target {
  return {
    name: `1,000 interviews in a group: ${operation}, wall time of the do-nothing resource's`,
    atMost,
    measured: (find) => find(LARGE, operation, "group")?.ratioTo.floor,
  };
}

function stateRatio(variant: "ours" | "group", atMost: number): Target {
  return {
    name: `1,000 interviews${variant === "group" ? " in a group" : ""}: state bytes of the do-nothing resource's`,
    atMost,
    measured: (find) => {
      const [own, floor] = [find(LARGE, "create", variant), find(LARGE, "create", "floor")];
      return own && floor && own.stateBytes / floor.stateBytes;
    },
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
