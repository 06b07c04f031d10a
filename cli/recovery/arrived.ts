import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { TextDecoder } from "node:util";
import { id, isObject, ownField } from "../../receiver/event-fields";
import { encodingOf } from "../../receiver/json-body";
import { UsageError } from "../usage-error";

/**
 * Reads which submission events have arrived: response ids one a line, keys of the handlers' `once` (`6735:completed`), or stored
 * events as JSON lines, in UTF-8 or UTF-16. A start event has the response id of its submission and says nothing about it, and so has
 * an event of another kind, so they are left out.
 *
 * @param file - its name, or `-` for standard input
 * @throws {@link UsageError} for a file that cannot be read, or a line that is none of these; it repeats nothing of the line
 */
export async function readArrived(file: string): Promise<Set<number>> {
  const input = file === "-" ? process.stdin : createReadStream(file);
  const arrived = new Set<number>();
  let number = 0;
  try {
    for await (const line of createInterface({ input: Readable.from(textOf(input)), crlfDelay: Infinity })) {
      number += 1;
      const responseId = readLine(line.trim());
      if (responseId === "unreadable") {
        throw new UsageError(
          `--have: line ${number}${file === "-" ? "" : ` of ${file}`} is neither a response id nor a stored event as JSON. Nothing was compared.`,
        );
      }
      if (responseId !== undefined) {
        arrived.add(responseId);
      }
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === undefined ? error : new UsageError(`--have: ${file} cannot be read (${code}).`);
  }
  return arrived;
}

async function* textOf(input: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const bytes of input) {
    decoder ??= new TextDecoder(encodingOf(bytes));
    yield decoder.decode(bytes, { stream: true });
  }
}

/** The response whose submission the line holds; `undefined` for an empty line and any other event. */
function readLine(line: string): number | "unreadable" | undefined {
  if (line === "") {
    return undefined;
  }
  const [, digits, status = "completed"] = /^"?(\d+)(?::(\w+))?"?,?$/.exec(line) ?? [];
  const event = digits === undefined ? parseEvent(line) : { response_id: digits, invite_status: status };
  const responseId = event && id(ownField(event, "response_id"));
  if (responseId === undefined) {
    return "unreadable";
  }
  return isCompleted(ownField(event as object, "invite_status")) ? responseId : undefined;
}

function parseEvent(line: string): object | undefined {
  try {
    const event: unknown = JSON.parse(line);
    return isObject(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

function isCompleted(status: unknown = "completed"): boolean {
  return typeof status === "string" && status.trim().toLowerCase() === "completed";
}
