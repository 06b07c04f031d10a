import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
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

/** JSON begins with an ASCII character, so the first two bytes tell, with a byte order mark and without. */
function encodingOf([first, second]: Buffer): string {
  if ((first === 0xff && second === 0xfe) || second === 0) {
    return "utf-16le";
  }
  return (first === 0xfe && second === 0xff) || first === 0 ? "utf-16be" : "utf-8";
}
