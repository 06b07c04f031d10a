/** A count as a sentence has it: `1,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
