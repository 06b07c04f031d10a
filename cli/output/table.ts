/** The lines of a table, as wide as its content. The first row is its header. */
export async function formatTable(rows: readonly (readonly string[])[]): Promise<string[]> {
  // An ES module, which CommonJS can load at run time only.
  const { default: stringWidth } = await import("string-width");
  const [header = [], ...cells] = rows;
  const all = [header.map((name) => name.toUpperCase()), ...cells];
  const measured = all.map((row) => row.map((cell) => ({ cell, width: stringWidth(cell) })));
  // A loop, because a function takes no hundred thousand arguments.
  const widths: number[] = [];
  for (const row of measured) {
    row.forEach(({ width }, column) => (widths[column] = Math.max(widths[column] ?? 0, width)));
  }
  return measured.map((row) =>
    row
      .map(({ cell, width }, column) => cell + " ".repeat((widths[column] ?? 0) - width))
      .join("  ")
      .trimEnd(),
  );
}

/**
 * Comma-separated values (RFC 4180). An apostrophe makes a text of what a spreadsheet would take for a formula, also where it
 * takes a semicolon or tab for the end of a cell.
 */
export function formatCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(formatCell).join(",")}\r\n`).join("");
}

function formatCell(text: string): string {
  const harmless = text.replace(/(^|[;\t])(?=[=+\-@\t\r\n＝＋－＠])/g, "$1'");
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
