import { colorize, printable, type Color } from "./text";
import { formatCsv, formatTable } from "./table";

/** A line, or the pieces of one. Names and messages from elsewhere stay text, whatever is in them. */
export type Line = Piece | readonly Piece[];
type Piece = string | { readonly color: Color; readonly text: string };

/** Prints lines to standard output. */
export function print(...lines: readonly Line[]): void {
  write(process.stdout, lines);
}

/** Prints lines to standard error. */
export function printError(...lines: readonly Line[]): void {
  write(process.stderr, lines);
}

/** Prints a table in plain text. The first row is its header. */
export async function printTable(rows: readonly (readonly string[])[]): Promise<void> {
  const [header = "", ...cells] = await formatTable(rows.map((row) => row.map(printable)));
  write(process.stdout, [{ color: "bold", text: header }, ...cells]);
}

/** Prints rows as comma-separated values. */
export function printCsv(rows: readonly (readonly string[])[]): void {
  process.stdout.write(formatCsv(rows.map((row) => row.map(printable))));
}

/** Prints a value as JSON, in which every character that a terminal acts upon is escaped. */
export function printJson(value: unknown): void {
  const json = JSON.stringify(value, undefined, 2).replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeJson);
  process.stdout.write(`${json}\n`);
}

function escapeJson(character: string): string {
  const units = character.split("").map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0"));
  return units.map((unit) => `\\u${unit}`).join("");
}

function write(stream: NodeJS.WriteStream, lines: readonly Line[]): void {
  stream.write(lines.map((line) => `${formatLine(line, stream)}\n`).join(""));
}

function formatLine(line: Line, stream: NodeJS.WriteStream): string {
  return [line]
    .flat()
    .map((piece: Piece) =>
      typeof piece === "string" ? printable(piece) : colorize(piece.color, printable(piece.text), stream),
    )
    .join("");
}
