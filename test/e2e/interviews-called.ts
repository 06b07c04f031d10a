import type { Sandbox } from "../../sandbox";

/** The interviews that were called, sorted; one that was called twice is in it twice. */
export function interviewsCalled({ requests }: Sandbox): number[] {
  return requests.map(({ aiInterviewId }) => Number(aiInterviewId)).sort((a, b) => a - b);
}
