import type { Sandbox } from "../../sandbox";
import { START } from "../support/declare";

/** The statement of a program that declares a group, with the event `start` unless `args` name another. */
export function declareGroup(
  interviews: Record<string, number>,
  args: object = { start: START },
  { name = "emea", options = "{}" }: { name?: string; options?: string } = {},
): string {
  return `new InterviewWebhooksGroup("${name}", ${JSON.stringify({ interviews, ...args })}, ${options});\n`;
}

/** The interviews that were called, sorted; one that was called twice is in it twice. */
export function interviewsCalled({ requests }: Sandbox): number[] {
  return requests.map(({ aiInterviewId }) => Number(aiInterviewId)).sort((a, b) => a - b);
}
