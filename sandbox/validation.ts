import { z } from "zod";

/** The settings in a body, or its mistake in the words of the API's `error`. */
export type Validated = { webhooks: WebhookSettings } | { error: string };

/** Checks the body of a `PUT …/settings/webhooks/<id>`; the message names the field and never repeats a value. */
export function validateBody(body: unknown): Validated {
  if (body === undefined) {
    return { error: "The body must be JSON, sent with Content-Type: application/json" };
  }
  const result = z.strictObject({ webhooks: webhooksSchema }).safeParse(body);
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0];
  const field = issue?.path.join(".");
  return { error: `${field === undefined || field === "" ? "body" : field}: ${issue?.message ?? "invalid"}` };
}

const text = z.string().min(1, "must not be empty");

// Assumed: an event is given whole. Neither field is documented as optional.
const eventSchema = z.strictObject({
  status: z.boolean(),
  url: z.url({ protocol: /^https?$/, error: "must be an absolute http or https URL" }),
});

// The documented body has both blocks side by side, so a block that `type` does not name is valid.
const authSchema = z
  .strictObject({
    type: z.enum(["apikey", "basic"]),
    status: z.boolean().exactOptional(),
    apikey: z.strictObject({ key: text, value: text }).exactOptional(),
    basic: z.strictObject({ username: text, password: text }).exactOptional(),
  })
  .refine((auth) => auth.type !== "apikey" || auth.apikey !== undefined, {
    path: ["apikey"],
    error: "is required when auth.type is apikey",
  })
  .refine((auth) => auth.type !== "basic" || auth.basic !== undefined, {
    path: ["basic"],
    error: "is required when auth.type is basic",
  });

// Assumed: unknown fields are refused, so that a misspelt one is seen here and not in production.
export const settingsSchema = z.strictObject({
  start: eventSchema.exactOptional(),
  submission: eventSchema.exactOptional(),
  auth: authSchema.exactOptional(),
});

const webhooksSchema = settingsSchema.refine((w) => w.start !== undefined || w.submission !== undefined, {
  error: "must have start, submission or both",
});

/** The webhook settings of one AI interview, in the API's own names. */
export type WebhookSettings = z.infer<typeof settingsSchema>;

/** The two events that an AI interview sends. */
export type EventName = "start" | "submission";
