import { colorize, printable, type Color } from "./text";
import { formatCsv, formatTable, type Rows } from "./table";

/** A line, or the pieces of one. Names and messages from elsewhere stay text, whatever is in them. */
export type Line = Piece | readonly Piece[];
type Piece = string | { readonly color: Color; readonly text: string };

/** Prints lines to standard output. */
export function print(...lines: readonly Line[]): void {
  process.stdout.write(formatLines(lines, process.stdout));
}

/** Prints lines to standard error. */
export function printError(...lines: readonly Line[]): void {
  process.stderr.write(formatLines(lines, process.stderr));
}

/** Prints a table in plain text. */
export async function printTable(rows: Rows): Promise<void> {
  printPieces(await formatTable(rows, (header) => colorize("bold", header, process.stdout)));
}

/** Prints rows as comma-separated values. */
export function printCsv(rows: Rows): void {
  printPieces(formatCsv(rows));
}

const PIECE_LENGTH = 64 * 1024;

/** Writes a long text piece by piece. */
function printPieces(texts: Iterable<string>): void {
  let piece = "";
  for (const text of texts) {
    piece += text;
    if (piece.length >= PIECE_LENGTH) {
      process.stdout.write(piece);
      piece = "";
    }
  }
  process.stdout.write(piece);
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

function formatLines(lines: readonly Line[], stream: NodeJS.WriteStream): string {
  return lines.map((line) => `${formatLine(line, stream)}\n`).join("");
}

function formatLine(line: Line, stream: NodeJS.WriteStream): string {
  return [line]
    .flat()
    .map((piece: Piece) =>
      typeof piece === "string" ? printable(piece) : colorize(piece.color, printable(piece.text), stream),
    )
    .join("");
}
