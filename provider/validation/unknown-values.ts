import { z } from "zod";

/** How the SDK hands an unknown value of a preview to a dynamic provider, whatever its type (measured; it exports no name for it). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Lets an unknown value pass. It is checked again at apply, when it is known and before anything is sent. */
export function orUnknown<Schema extends z.ZodType>(
  schema: Schema,
  isStillUnknown = isUnknown,
): z.ZodType<z.output<Schema>, z.input<Schema>> {
  const checked = z.unknown().transform((value, context) => {
    if (isStillUnknown(value)) {
      return value as z.output<Schema>;
    }
    const result = schema.safeParse(value);
    if (result.success) {
      return result.data;
    }
    context.issues.push(...result.error.issues.map((issue) => ({ ...issue, input: undefined })));
    return z.NEVER;
  });
  return checked as z.ZodType<z.output<Schema>> as z.ZodType<z.output<Schema>, z.input<Schema>>;
}

/** A string, known or not, with which `problemOf` finds nothing wrong. */
export function checkedString(
  messages: Parameters<typeof z.string>[0],
  problemOf: (value: string) => string | undefined,
): z.ZodType<string, string> {
  return orUnknown(
    z.string(messages).superRefine((value, context) => {
      const message = outputProblem(value) ?? problemOf(value);
      if (message !== undefined) {
        context.addIssue({ code: "custom", message });
      }
    }),
  );
}

/** What the SDK makes of an Output in a template string is a legal password. */
function outputProblem(value: string): string | undefined {
  return /Calling \[to(String|JSON)\] on an \[Output<T>\]/.test(value)
    ? "holds an Output that was made into a string before it was known: use pulumi.interpolate`…` or apply"
    : undefined;
}
