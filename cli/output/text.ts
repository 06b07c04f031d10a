import { inspect } from "node:util";
import type { WriteStream } from "node:tty";

/**
 * The text without characters that a terminal acts upon, that end a line, or that turn the reading direction. The joiners inside
 * words and emoji stay.
 */
export function printable(text: string): string {
  return text.replace(/(?:(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}])+/gu, " ");
}

export type Color = "green" | "red" | "bold";

/** Colors a text for a stream that takes colors. */
export function colorize(color: Color, text: string, stream: Partial<WriteStream>): string {
  if (!takesColors(stream)) {
    return text;
  }
  const [on, off] = inspect.colors[color] ?? [0, 0];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** Whether a stream is a terminal that acts upon control sequences, and the environment does not say `NO_COLOR`. */
export function takesColors(stream: Partial<WriteStream>): boolean {
  // `hasColors` is there on terminals only, and knows TERM and FORCE_COLOR, which wins over NO_COLOR there.
  return !process.env["NO_COLOR"] && stream.hasColors?.() === true;
}
