import * as pulumi from "@pulumi/pulumi";
import { defectOf, inspectInput } from "./serializable";

/** The interviews of a group, by name. */
export type Interviews = Record<string, pulumi.Input<number>>;

/**
 * Checks that all interviews of a group reach the engine. A Map, for one, would arrive as a group of none, and all of them would be
 * switched off.
 *
 * @param group - the group, as errors name it
 * @returns the property `interviews` as the SDK is given it; of what is behind a Promise or an Output, `check` reports the problem
 * @throws `pulumi.RunError` where the SDK cannot carry what holds the interviews
 */
export function checkInterviews(
  group: string,
  interviews: pulumi.Input<Interviews>,
): pulumi.Input<Interviews> {
  return inspectInput(interviews, (known) => {
    const defect = defectOf(known);
    if (defect) {
      throw new pulumi.RunError(`${group}: interviews ${defect.problem}. ${defect.remedy}.`);
    }
    return typeof known === "object" && known !== null && !Array.isArray(known)
      ? Object.fromEntries(Object.entries(known).map(([name, value]) => [name, withNull(value)]))
      : known;
  }) as pulumi.Input<Interviews>;
}

/** `null` for `undefined`: the SDK drops undefined members, and the group would lose that interview. */
function withNull(aiInterviewId: unknown): unknown {
  return typeof aiInterviewId === "number"
    ? aiInterviewId
    : pulumi.output(aiInterviewId as pulumi.Input<number | undefined>).apply((known) => known ?? null);
}
