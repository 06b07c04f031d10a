import { declare } from "../support/declare";
import type { Setup } from "../support/setup";

/** Declares the `start` of each interview under its name. */
export function declareEach(interviews: Record<string, number>, url: string): string {
  return Object.entries(interviews)
    .map(([name, aiInterviewId]) => declare({ aiInterviewId, start: { url } }, { name }))
    .join("");
}

/** The pattern of a target. */
export const urn = (name: string) => `**::${name}`;

/** What the API holds for the `start` of both interviews. */
export function starts({ sandbox }: Setup): unknown[] {
  return [206, 207].map((id) => sandbox.settings(id)?.start);
}
