/** Longer texts say no more, and a page of HTML is no message. */
const LONGEST = 300;
/** A secret cut off by the API itself ends with a piece of it; shorter pieces are too likely to be something else. */
const SHORTEST_PIECE = 4;

/**
 * What an API's answer says, for people: its `error` and `message` strings and nothing else, on one line, shortened, and
 * with `secrets` struck out, since an API may echo what it was sent. Empty for a body that is no such JSON.
 */
export function said(body: string, secrets: readonly string[]): string {
  const { error, message } = parsed(body);
  const words = [error, message].filter((word) => typeof word === "string" && word.trim() !== "");
  const text = strikeOut(words.join(": "), secrets)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function parsed(body: string): { error?: unknown; message?: unknown } {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

function strikeOut(text: string, secrets: readonly string[]): string {
  const spellings = secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
    .filter((spelling) => spelling !== "")
    .sort((a, b) => b.length - a.length);
  return spellings.reduce(
    (rest, spelling) => withoutPiece(rest.replaceAll(spelling, "[secret]"), spelling),
    text,
  );
}

function withoutPiece(text: string, secret: string): string {
  for (let length = secret.length - 1; length >= SHORTEST_PIECE; length -= 1) {
    if (text.endsWith(secret.slice(0, length))) {
      return `${text.slice(0, -length)}[secret]`;
    }
  }
  return text;
}
