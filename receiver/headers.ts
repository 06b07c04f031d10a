/**
 * A request's headers, as any host gives them: the web's `Headers`, Node's `IncomingHttpHeaders`, or a plain record with names in
 * any case.
 */
export type HeaderSource =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The header's only value, without blanks around it.
 *
 * @returns `undefined` when it is missing, and when it comes more than once: which of them counts would be anyone's guess
 */
export function singleHeader(headers: HeaderSource, name: string): string | undefined {
  const values = isHeaders(headers) ? [headers.get(name)] : valuesIn(headers, name);
  const [value, ...others] = values;
  return typeof value === "string" && others.length === 0 ? value.trim() : undefined;
}

function isHeaders(headers: HeaderSource): headers is { get(name: string): string | null } {
  // A record may have a header of the name "get", which is no function.
  return typeof headers["get" as keyof HeaderSource] === "function";
}

function valuesIn(headers: Readonly<Record<string, unknown>>, name: string): unknown[] {
  const wanted = name.toLowerCase();
  return Object.entries(headers)
    .filter(([candidate, value]) => candidate.toLowerCase() === wanted && value !== undefined)
    .flatMap(([, value]) => value);
}
