/** Longer texts say no more, and a page of HTML is no message. */
const MAX_LENGTH = 300;
/** No more than this is looked at, so that a large answer costs nothing. */
const MAX_READ = 4096;
/** This much of a secret is struck out wherever it stands. */
const MIN_PIECE = 8;
/** Next to the place where a text was cut or masked, this much is. Shorter pieces are too likely to be something else. */
const MIN_PIECE_AT_CUT = 4;

const REDACTED = "[secret]";

/**
 * What an API's answer says, for people: its `error` and `message` strings and nothing else, on one line, shortened, and
 * with `secrets` struck out, since an API may echo what it was sent. Empty for a body that is no such JSON.
 */
export function redactedApiMessage(body: string, secrets: readonly string[]): string {
  const { error, message } = parsed(body);
  const spellings = secrets.flatMap(encodingsOf);
  const text = [error, message]
    .filter((words) => typeof words === "string")
    .map((words) => oneLine(redact(words.slice(0, MAX_READ), spellings)))
    .filter((words) => words !== "")
    .join(": ");
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function parsed(body: string): { error?: unknown; message?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
}

/** How a secret may stand in an echo: as it is, as JSON (once or twice, by several libraries), in a URL, in a form, in HTML, or encoded. */
function encodingsOf(secret: string): string[] {
  const json = jsonText(secret);
  const url = encodeURIComponent(secret);
  const html = secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const spellings = [
    secret,
    json,
    jsonText(json),
    asciiJson(json),
    json.replaceAll("/", "\\/"),
    asciiJson(json).replaceAll("/", "\\/"),
    url,
    url.replace(/%../g, (code) => code.toLowerCase()),
    url.replaceAll("%20", "+"),
    html,
    html
      .replaceAll("&#38;", "&amp;")
      .replaceAll("&#60;", "&lt;")
      .replaceAll("&#62;", "&gt;")
      .replaceAll("&#34;", "&quot;"),
    Buffer.from(secret).toString("base64"),
  ];
  return [...new Set(spellings)].filter((spelling) => spelling !== "");
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function asciiJson(json: string): string {
  return json.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function redact(text: string, spellings: readonly string[]): string {
  const struck = new Array<boolean>(text.length).fill(false);
  for (const spelling of spellings) {
    for (let at = 0; at < text.length;) {
      const end = at + overlapAt(text, at, spelling);
      if (leaks(text, at, end, spelling)) {
        struck.fill(true, at, end);
        at = end;
      } else {
        at += 1;
      }
    }
  }
  return [...struck.keys()]
    .map((at) => (struck[at] ? (struck[at - 1] ? "" : REDACTED) : text.charAt(at)))
    .join("");
}

/** How much of the text from `at` on stands somewhere in the secret. */
function overlapAt(text: string, at: number, spelling: string): number {
  let length = 0;
  while (at + length < text.length && spelling.includes(text.slice(at, at + length + 1))) {
    length += 1;
  }
  return length;
}

/** An API may shorten what it echoes at either end, and mark that with an ellipsis or a mask such as `****`. */
function leaks(text: string, start: number, end: number, spelling: string): boolean {
  const piece = text.slice(start, end);
  if (piece === spelling || piece.length >= MIN_PIECE) {
    return true;
  }
  return (
    piece.length >= MIN_PIECE_AT_CUT &&
    ((spelling.startsWith(piece) && /^(["']?$|\.\.|…|\*)/.test(text.slice(end, end + 2))) ||
      (spelling.endsWith(piece) && /(^["']?|\.\.|…|\*)$/.test(text.slice(Math.max(0, start - 2), start))))
  );
}
