import type { CellResult } from "../results";
import { summariesOf, type Summary } from "./summary";

/** How this package's times grow with the number of interviews, with checkpoints and without. */
export function scaleTable(results: CellResult[]): string {
  const ours = summariesOf(results).filter(({ variant, latencyMs }) => variant === "ours" && latencyMs === 0);
  const sizes = [...new Map(ours.map((summary) => [keyOf(summary), summary])).values()];
  const rows = sizes.map(({ interviews, checkpoints }) => {
    const of = (operation: Summary["operation"]) =>
      ours.find(
        (summary) =>
          summary.interviews === interviews &&
          summary.checkpoints === checkpoints &&
          summary.operation === operation,
      );
    const seconds = (["create", "unchanged", "preview", "update", "destroy"] as const).map(
      (operation) => of(operation)?.wallSeconds.toFixed(1) ?? "not measured",
    );
    const state = of("create")?.stateBytes;
    const mode = checkpoints ? "yes" : "no";
    return `| ${interviews.toLocaleString("en")} | ${mode} | ${seconds.join(" | ")} | ${state === undefined ? "–" : (state / 1e6).toFixed(2)} |`;
  });
  return [
    "| interviews | checkpoints | create (s) | no-change `up` (s) | no-change preview (s) | update of all (s) | destroy (s) | state (MB) |",
    "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
}

function keyOf({ interviews, checkpoints }: Summary): string {
  return `${interviews} ${checkpoints}`;
}
