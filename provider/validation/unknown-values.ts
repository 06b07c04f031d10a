/** The string that the SDK passes to a dynamic provider for any unknown value of a preview (measured; it exports no name for it). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** An Output in a template string becomes this placeholder, which would otherwise pass as a valid password. */
export function convertedOutputProblem(value: string): string | undefined {
  return /Calling \[to(String|JSON)\] on an \[Output<T>\]/.test(value)
    ? "contains an Output that was converted to a string: use pulumi.interpolate`…` or apply"
    : undefined;
}
