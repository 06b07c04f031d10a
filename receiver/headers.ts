import { isObject } from "./event-fields";

/**
 * A request's headers, in any form that a host gives them, with names in any case:
 * - the web's `Headers`, and whatever else has `get(name)` for a name in any case
 * - a record: Node.js's `headers` and `headersDistinct`, AWS Lambda's `headers` and `multiValueHeaders`, CloudFront's
 *   `{ name: [{ key, value }] }` and `{ name: { value } }`
 * - a `Map`, a list of `[name, value]`, Node.js's `rawHeaders`
 * - `null` or `undefined`, which stand for no headers at all
 */
export type HeaderSource =
  | {
      /** The value of the header with a name in any case; those of one that came twice are joined by commas. */
      get(name: string): string | null | undefined;
    }
  | Readonly<Record<string, HeaderValue | readonly HeaderValue[] | undefined>>
  | Iterable<readonly [name: string, value: string]>
  | readonly string[]
  | null
  | undefined;

/** One value of a header: its text, or an object that holds it, as CloudFront's events have it. */
export type HeaderValue =
  | string
  | {
      /** The header's name as it was sent. It is not read. */
      readonly key?: string;
      /** The header's text. */
      readonly value: string;
    };

/**
 * The header's only value, without the blanks around it that HTTP does not count.
 *
 * @returns `undefined` when it is missing, and when it came more than once: which of them counts would be anyone's guess
 * @throws TypeError when `headers` is no headers at all, so that no header could ever be found in it
 */
export function singleHeader(headers: HeaderSource, name: string): string | undefined {
  const [value, ...others] = valuesOf(headers ?? [], name);
  return typeof value === "string" && others.length === 0 ? value.replace(BLANKS_AROUND, "") : undefined;
}

// Without the look behind, the end takes quadratic time on a long run of blanks inside.
const BLANKS_AROUND = /^[ \t]+|(?<![ \t])[ \t]+$/g;

function valuesOf(headers: NonNullable<HeaderSource>, name: string): unknown[] {
  if (typeof headers !== "object") {
    throw notHeaders(`a ${typeof headers}`);
  }
  if ("then" in headers && typeof headers.then === "function") {
    throw notHeaders("a promise: await it");
  }
  if ("headers" in headers && isRecord(headers.headers)) {
    throw notHeaders("a whole request: pass its property headers");
  }
  const isMap = Object.prototype.toString.call(headers) === "[object Map]";
  if (!isMap && "get" in headers && typeof headers.get === "function") {
    return textsIn(headers.get(name));
  }
  const wanted = name.toLowerCase();
  return entriesOf(headers)
    .filter(([candidate]) => candidate.toLowerCase() === wanted)
    .flatMap(([, value]) => textsIn(value));
}

function entriesOf(headers: object): readonly (readonly [name: string, value: unknown])[] {
  if (!(Symbol.iterator in headers)) {
    return Object.entries(headers);
  }
  const items = [...(headers as Iterable<unknown>)];
  // Node.js's rawHeaders: name, value, name, value, …
  const pairs = items.every((item) => typeof item === "string")
    ? items.flatMap((item, index) => (index % 2 === 0 ? [[item, items[index + 1]]] : []))
    : items;
  if (!pairs.every(isPair)) {
    throw notHeaders("a list of something else than [name, value]");
  }
  return pairs;
}

/** The texts that a record's entry holds; an entry that is no text stays as it is, and matches nothing. */
function textsIn(value: unknown): unknown[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap(textsIn);
  }
  if (isObject(value) && "multiValue" in value) {
    return textsIn(value.multiValue);
  }
  return isObject(value) && "value" in value ? textsIn(value.value) : [value];
}

function isPair(item: unknown): item is [string, unknown] {
  return Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
}

/** Whether a value is of a form that no header has, whatever its sender names it. */
function isRecord(value: unknown): boolean {
  return isObject(value) && !("value" in value) && !("multiValue" in value);
}

function notHeaders(found: string): TypeError {
  return new TypeError(
    `headers must be the request's headers (the web's Headers, a record, a Map or a list of pairs), but is ${found}`,
  );
}
