import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { cellName, OPERATIONS, VARIANT_NAMES } from "../cell";
import { RESOURCES } from "../plan";
import type { Summary } from "./summary";

/** Wall time over the number of interviews, for each operation, as SVG. */
export async function chart(summaries: Summary[]): Promise<string> {
  const values = summaries
    .filter(
      (summary) =>
        summary.variant !== "calls" &&
        cellName(summary) === cellName({ interviews: summary.interviews, latencyMs: 0, checkpoints: true }),
    )
    .map((summary) => ({ ...summary, program: VARIANT_NAMES[summary.variant] }));
  const specification: TopLevelSpec = {
    background: "white",
    data: { values },
    facet: { column: { field: "operation", type: "nominal", sort: [...OPERATIONS], title: null } },
    spec: {
      width: 170,
      height: 240,
      mark: { type: "line", point: true },
      encoding: {
        x: {
          field: "interviews",
          type: "quantitative",
          scale: { type: "log" },
          axis: { values: [1, 10, 100, 1000, 10_000], format: "," },
          title: "interviews",
        },
        y: {
          field: "wallSeconds",
          type: "quantitative",
          scale: { type: "log" },
          axis: { values: [1, 2, 5, 10, 20, 50, 100, 200, 500], format: "," },
          title: "wall time (s)",
        },
        color: {
          field: "program",
          type: "nominal",
          sort: RESOURCES.map((variant) => VARIANT_NAMES[variant]),
          title: null,
        },
      },
    },
  };
  return new View(parse(compile(specification).spec), { renderer: "none" }).toSVG();
}
