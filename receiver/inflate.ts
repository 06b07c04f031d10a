import { BodyCollector, bodyTooLarge, RefusedBodyError } from "./body";
import { notAnEvent } from "./errors";

/** The formats that are undone, by their names on the web, with the functions of `node:zlib`. */
const CONSTRUCTORS = {
  gzip: "createGunzip",
  deflate: "createInflate",
  "deflate-raw": "createInflateRaw",
  brotli: "createBrotliDecompress",
} as const;
type Format = keyof typeof CONSTRUCTORS;

/** The values of `Content-Encoding`. */
const FORMATS = new Map<string, Format>(
  Object.entries({ gzip: "gzip", "x-gzip": "gzip", deflate: "deflate", br: "brotli" }),
);
const OPENING_BRACE = 0x7b;

/**
 * Undoes the compression of a body. One that begins as JSON does is taken as it is: parsers and gateways inflate a body and leave
 * its header.
 *
 * @throws {@link RefusedBodyError} when the runtime cannot undo the coding, or the body inflates to more than `maxBytes`
 * @throws InvalidEventError when the body is not in that coding
 */
export async function inflate(body: Uint8Array, contentEncoding: string | undefined, maxBytes: number) {
  const coding = codingOf(contentEncoding);
  // No compressed body begins with "{".
  if (coding === "" || body.byteLength === 0 || body[0] === OPENING_BRACE) {
    return body;
  }
  const format = FORMATS.get(coding);
  const pieces = format && decompress(body, format === "deflate" && !isZlib(body) ? "deflate-raw" : format);
  if (!pieces) {
    throw new RefusedBodyError(415, `this receiver cannot read Content-Encoding ${coding}`);
  }
  const collector = new BodyCollector(maxBytes);
  try {
    for await (const piece of pieces) {
      if (!collector.add(piece)) {
        throw bodyTooLarge(maxBytes);
      }
    }
  } catch (error) {
    const isRefused = error instanceof RefusedBodyError;
    throw isRefused ? error : notAnEvent(`the body is not ${coding}, as Content-Encoding says`);
  }
  return collector.bytes();
}

/** A list (RFC 9110, 8.4), in which some proxies leave `identity` or an empty place. */
function codingOf(contentEncoding = ""): string {
  const codings = contentEncoding.split(",").map((each) => each.trim().toLowerCase());
  return codings.filter((each) => each !== "" && each !== "identity").join(", ");
}

/** The header that "deflate" begins with (RFC 1950), and that some senders leave out. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

/** @returns `undefined` when this runtime does not know the format */
function decompress(body: Uint8Array, format: Format): AsyncIterable<Uint8Array> | undefined {
  // On Node.js, Bun and Deno; an import would keep this package from running, or from being bundled, elsewhere.
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  const zlib = process?.getBuiltinModule?.("node:zlib");
  if (zlib) {
    return zlib[CONSTRUCTORS[format]]().end(body);
  }
  try {
    // The types know no "brotli" yet, nor do most runtimes.
    const decompression = new DecompressionStream(format as "gzip");
    return new Response(body).body?.pipeThrough(decompression);
  } catch {
    return undefined;
  }
}
