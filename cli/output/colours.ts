import { inspect } from "node:util";
import type { WriteStream } from "node:tty";

/** Colours a text for a stream: on a terminal only, and not where the environment says `NO_COLOR`. */
export function coloured(
  colour: "green" | "red" | "bold",
  text: string,
  stream: Partial<WriteStream> = process.stdout,
): string {
  if (!hasColours(stream)) {
    return text;
  }
  const [on, off] = inspect.colors[colour] ?? [0, 0];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

function hasColours(stream: Partial<WriteStream>): boolean {
  // `hasColors` is there on terminals only, and knows TERM and FORCE_COLOR, which wins over NO_COLOR there.
  return !process.env["NO_COLOR"] && stream.hasColors?.() === true;
}
