import { z } from "zod";
import { convertedOutputProblem, isUnknown } from "../validation/unknown-values";

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

/** A string, known or not, in which `problemOf` finds no defect. */
export function checkedString(
  messages: Parameters<typeof z.string>[0],
  problemOf: (value: string) => string | undefined,
): z.ZodType<string, string> {
  return orUnknown(
    z.string(messages).superRefine((value, context) => {
      const message = convertedOutputProblem(value) ?? problemOf(value);
      if (message !== undefined) {
        context.addIssue({ code: "custom", message });
      }
    }),
  );
}

/** The message for a value that is missing or of the wrong type; `instead` has other words for types that programs are likely to pass. */
export function mustBe(form: string, instead: { string?: string; object?: string } = {}) {
  return {
    error: ({ input }: { input?: unknown }) => {
      if (input === undefined || input === null) {
        return `is required: ${form}`;
      }
      const isObject = typeof input === "object" && !Array.isArray(input);
      const words = typeof input === "string" ? instead.string : isObject && instead.object;
      return `must be ${words || form}`;
    },
  };
}
