/** The text on one line and without characters that a terminal acts upon, or that turn the reading direction. */
export function printable(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
