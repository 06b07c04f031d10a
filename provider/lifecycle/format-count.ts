/** A count as a sentence has it: `1,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

/** `1 interview`, `1,000 interviews`. */
export function formatInterviews(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "interview" : "interviews"}`;
}
