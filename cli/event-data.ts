import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { encodingOf } from "../receiver/json-body";
import { UsageError } from "./usage-error";

/**
 * Reads an event from a file, in UTF-8 or, as PowerShell writes one, in UTF-16.
 *
 * @param file - its name, or `-` for standard input
 * @returns the event as it is, without a byte order mark
 * @throws {@link UsageError} where there is no JSON
 */
export async function readEventData(file: string): Promise<string> {
  const bytes = await readBytes(file).catch((error: unknown) => {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UsageError(`--data: ${file} cannot be read (${code}).`);
  });
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    JSON.parse(text);
    return text;
  } catch {
    throw new UsageError(`--data: ${file === "-" ? "standard input" : file} is not JSON.`);
  }
}

function readBytes(file: string): Promise<Buffer> {
  return file === "-" ? buffer(process.stdin) : readFile(file);
}
