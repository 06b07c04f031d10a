import { markdownTable } from "../../tools/markdown-table";
import type { Conditions } from "../cell";
import type { CellResult } from "../results";
import { summariesOf, type Summary } from "./summary";

const HEAD = [
  "interviews",
  "stacks",
  "checkpoints",
  "create (s)",
  "no-change `up` (s)",
  "no-change preview (s)",
  "update of all (s)",
  "destroy (s)",
  "state (MB)",
];

/** How this package's times grow with the number of interviews, with checkpoints, without, and in several stacks. */
export function scaleTable(results: CellResult[]): string {
  const rows = results
    .filter(({ latencyMs }) => latencyMs === 0)
    .map((result) => {
      const ours = summariesOf([result]).filter(({ variant }) => variant === "ours");
      const of = (operation: Summary["operation"]) => ours.find((summary) => summary.operation === operation);
      const seconds = (["create", "unchanged", "preview", "update", "destroy"] as const).map(
        (operation) => of(operation)?.wallSeconds.toFixed(1) ?? "not measured",
      );
      const state = of("create")?.stateBytes;
      const mode = result.checkpoints ? "yes" : "no";
      return [
        result.interviews.toLocaleString("en"),
        stacksOf(result),
        mode,
        ...seconds,
        state === undefined ? "–" : (state / 1e6).toFixed(2),
      ];
    });
  return markdownTable(HEAD, rows, ["right", "left", "left", ...HEAD.slice(3).map(() => "right" as const)]);
}

function stacksOf({ split }: Conditions): string {
  return split ? `${split.stacks}, ${split.atOnce} at once` : "1";
}
