import { notAnEvent } from "./errors";

/**
 * The JSON value of a request's body.
 *
 * @param body - text, bytes of any kind and realm, or a value that was parsed already
 * @throws InvalidEventError when it is not JSON
 * @throws TypeError when it is no body at all but a request, a stream or a promise: a mistake in the receiver, not in the delivery
 */
export function parseJsonBody(body: unknown): unknown {
  const bytes = bytesOf(body);
  const text = bytes ? new TextDecoder(encodingOf(bytes)).decode(bytes) : body;
  if (typeof text === "string") {
    return parseJson(text);
  }
  if (isUnread(text)) {
    throw new TypeError(
      "The body is a promise, a stream or a whole request: pass the body itself, such as `await request.text()`",
    );
  }
  return text;
}

/** The bytes of a body that is made of bytes; `undefined` for any other. */
export function bytesOf(body: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(body)) {
    return new Uint8Array(body.buffer, body.byteOffset, body.byteLength).slice();
  }
  // Not by `instanceof`: a test runner or a sandbox has classes of its own.
  const kind = Object.prototype.toString.call(body);
  return kind === "[object ArrayBuffer]" || kind === "[object SharedArrayBuffer]"
    ? new Uint8Array(body as ArrayBuffer).slice()
    : undefined;
}

/**
 * The encoding of a text that begins with an ASCII character, as JSON does: a zero byte beside it tells UTF-16 (RFC 4627, section 3),
 * whatever the headers say.
 */
export function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (second === 0 || (first === 0xff && second === 0xfe)) {
    return "utf-16le";
  }
  return first === 0 || (first === 0xfe && second === 0xff) ? "utf-16be" : "utf-8";
}

function parseJson(text: string): unknown {
  // The byte order mark that a decoder drops from bytes is dropped from text as well.
  const json = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(json);
  } catch {
    throw notAnEvent(notJson(json));
  }
}

function notJson(text: string): string {
  if (text.trim() === "") {
    return "the body is empty";
  }
  // In base64, a text that begins with "{" begins with "e" and one of these; one with a byte order mark begins with "77u/".
  return /^(e[w-z0-9+/]|77u\/)[\w+/=\s-]*$/.test(text)
    ? "the body is base64: decode it first, as events of AWS Lambda ask for with isBase64Encoded"
    : "the body is not JSON";
}

function isUnread(value: unknown): boolean {
  const has = (method: string) => typeof (value as Record<string, unknown>)[method] === "function";
  // Of a promise; a web stream; a stream of Node.js; a web request.
  return typeof value === "object" && value !== null && ["then", "getReader", "pipe", "text"].some(has);
}
