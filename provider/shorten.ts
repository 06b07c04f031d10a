/** The beginning of a text, with `…` where more than `max` characters were cut to it. */
export function shorten(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max)}…` : text;
}
