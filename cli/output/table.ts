import { printable } from "./text";

/** The rows of a table; the first is its header. They are gone through twice, and need not be in memory at once. */
export type Rows = Iterable<readonly string[]>;

/** The lines of a table in plain text, as wide as its content. `highlight` is given the line of the header. */
export async function formatTable(
  rows: Rows,
  highlight: (line: string) => string,
): Promise<Iterable<string>> {
  // An ES module, which CommonJS can load at run time only.
  const { default: stringWidth } = await import("string-width");
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(printable(cell)));
    });
  }
  const lineOf = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - stringWidth(cell)))
      .join("  ")
      .trimEnd();
  return mapRows(rows, (cells, index) =>
    index === 0 ? `${highlight(lineOf(cells).toUpperCase())}\n` : `${lineOf(cells)}\n`,
  );
}

/**
 * Comma-separated values (RFC 4180). An apostrophe makes a text of what a spreadsheet would take for a formula, also where it
 * takes a semicolon or tab for the end of a cell.
 */
export function formatCsv(rows: Rows): Iterable<string> {
  return mapRows(rows, (cells) => `${cells.map(formatCell).join(",")}\r\n`);
}

function* mapRows(rows: Rows, format: (cells: string[], index: number) => string): Iterable<string> {
  let index = 0;
  for (const row of rows) {
    yield format(row.map(printable), index);
    index += 1;
  }
}

function formatCell(text: string): string {
  const harmless = text.replace(/(^|[;\t])(?=[=+\-@\t\r\n＝＋－＠])/g, "$1'");
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
