import { coloured } from "./colours";
import { printable } from "./printable";

/** A table in plain text, as wide as its content. The first row is its header. */
export function table(rows: readonly (readonly string[])[]): string {
  const [header = [], ...cells] = rows.map((row) => row.map(printable));
  const widths = header.map((name, column) =>
    cells.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), name.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [coloured("bold", line(header).toUpperCase()), ...cells.map(line)].join("\n");
}
