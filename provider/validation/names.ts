/** Describes a defect of the name of an interview in a group, which reviews and messages show; `undefined` when there is none. */
export function interviewNameProblem(name: string): string | undefined {
  return name.trim() === ""
    ? "is without a name: give the interview one of your own, such as receptionist"
    : nameProblem(name);
}

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A name in quotation marks, as JSON writes it, with its invisible characters escaped. */
export function quoteName(name: string): string {
  return JSON.stringify(name).replace(INVISIBLE, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hexOf(character.charCodeAt(at))}`).join(""),
  );
}

/**
 * Describes a character of a name that makes lines of its own in reviews, or that changes what they show: control and format
 * characters, such as those that turn the direction of a text; `undefined` when there is none.
 */
export function nameProblem(name: string): string | undefined {
  const [character] = name.match(INVISIBLE) ?? [];
  return (
    character && `is a name with a line break or an invisible character (${codeOf(character)}): remove it`
  );
}

/** A character as Unicode names it: `U+202E`. */
export function codeOf(character: string): string {
  return `U+${hexOf(character.codePointAt(0) ?? 0).toUpperCase()}`;
}

function hexOf(code: number): string {
  return code.toString(16).padStart(4, "0");
}
