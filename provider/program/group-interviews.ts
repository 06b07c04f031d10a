import * as pulumi from "@pulumi/pulumi";
import { defectOf, inspectInput } from "./serializable";

/**
 * Checks that all interviews of a group reach the engine. A Map, for one, would arrive as a group of none, and all of them would be
 * switched off.
 *
 * @returns the property `interviews` as the SDK is given it; of what is behind a Promise or an Output, `check` reports the problem
 * @throws `pulumi.RunError` where the SDK cannot carry what holds the interviews
 */
export function checkInterviews(groupName: string, interviews: unknown): unknown {
  return inspectInput(interviews, (known) => {
    const defect = defectOf(known);
    if (defect) {
      throw new pulumi.RunError(
        `InterviewWebhooksGroup "${groupName}": interviews ${defect.problem}. ${defect.remedy}.`,
      );
    }
    return typeof known === "object" && known !== null && !Array.isArray(known)
      ? Object.fromEntries(Object.entries(known).map(([name, value]) => [name, withNull(value)]))
      : known;
  });
}

/** `null` for `undefined`: the SDK drops undefined members, and the group would lose that interview. */
function withNull(aiInterviewId: unknown): unknown {
  return typeof aiInterviewId === "number"
    ? aiInterviewId
    : pulumi.output(aiInterviewId as pulumi.Input<number | undefined>).apply((known) => known ?? null);
}
