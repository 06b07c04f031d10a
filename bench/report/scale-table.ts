import { markdownTable } from "../../tools/markdown-table";
import type { Conditions } from "../cell";
import type { CellResult } from "../results";
import { summariesOf, type Summary } from "./summary";

const HEAD = [
  "interviews",
  "declared as",
  "stacks",
  "checkpoints",
  "create (s)",
  "no-change `up` (s)",
  "no-change preview (s)",
  "update of all (s)",
  "destroy (s)",
  "state (MB)",
];

const DECLARED_AS = { ours: "a resource each", group: "one group" } as const;

/** How this package's times grow with the number of interviews, one by one and in a group, with checkpoints, without, and in several stacks. */
export function scaleTable(results: CellResult[]): string {
  const rows = results
    .filter(({ latencyMs }) => latencyMs === 0)
    .flatMap((result) => (["ours", "group"] as const).map((variant) => ({ result, variant })))
    .flatMap(({ result, variant }) => {
      const ours = summariesOf([result]).filter((summary) => summary.variant === variant);
      if (ours.length === 0) {
        return [];
      }
      const of = (operation: Summary["operation"]) => ours.find((summary) => summary.operation === operation);
      const seconds = (["create", "unchanged", "preview", "update", "destroy"] as const).map(
        (operation) => of(operation)?.wallSeconds.toFixed(1) ?? "not measured",
      );
      const state = of("create")?.stateBytes;
      const mode = result.checkpoints ? "yes" : "no";
      const row = [
        result.interviews.toLocaleString("en"),
        DECLARED_AS[variant],
        stacksOf(result),
        mode,
        ...seconds,
        state === undefined ? "–" : (state / 1e6).toFixed(2),
      ];
      return [row];
    });
  return markdownTable(HEAD, rows, [
    "right",
    "left",
    "left",
    "left",
    ...HEAD.slice(4).map(() => "right" as const),
  ]);
}

function stacksOf({ split }: Conditions): string {
  return split ? `${split.stacks}, ${split.atOnce} at once` : "1";
}
