import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { z } from "zod";
import { passwordProblem, userNameProblem } from "../validation/basic-auth";
import { headerNameProblem, headerValueProblem } from "../validation/headers";
import { interviewNameProblem } from "../validation/names";
import { isUnknown } from "../validation/unknown-values";
import { eventUrlProblem } from "../validation/urls";
import { failuresOf, type KnownProperties, type ResourceName } from "./check-failures";
import { checkedString, mustBe, orUnknown } from "./zod-helpers";

/** The declared settings of one interview, defaults filled in. */
export type Settings = z.output<typeof settingsSchema>;

/**
 * Checks a program's inputs and fills in the defaults. In a preview, inputs may hold unknown values at any depth:
 * those pass. All mistakes are reported together, and none echoes a value, which may be a secret.
 */
export function checkSettings(news: object): { settings: Settings } | { failures: CheckFailure[] } {
  return checkBy(settingsSchema, "InterviewWebhooks", withoutNulls(news));
}

export function checkGroupSettings(news: object): { settings: GroupSettings } | { failures: CheckFailure[] } {
  const { interviews } = news as { interviews?: object };
  // Without its number, an interview would be switched off in silence.
  const inputs = { ...withoutNulls(news), ...(interviews && { interviews }) };
  return checkBy(groupSchema, "InterviewWebhooksGroup", inputs);
}

function checkBy<Schema extends z.ZodObject>(
  schema: Schema,
  resource: ResourceName,
  inputs: object,
): { settings: z.output<Schema> } | { failures: CheckFailure[] } {
  const result = schema.safeParse(inputs);
  const known = { ...KNOWN_PROPERTIES, [resource]: Object.keys(schema.shape) };
  const failures = (result.error?.issues ?? []).flatMap((issue) => failuresOf(issue, resource, known));
  if (!("start" in inputs || "submission" in inputs)) {
    failures.push({
      property: "",
      reason: "start or submission is required: declare at least one of the two events",
    });
  }
  return result.data && failures.length === 0 ? { settings: result.data } : { failures };
}

// The SDK hands over any object that is not plain, such as a URL or a bigint, as `{}`.

const trueOrFalse = orUnknown(
  z.boolean(
    mustBe("true or false", {
      string: "true or false, but is a string: read it with config.getBoolean() or config.requireBoolean()",
      object: "true or false, but is an object: pass a plain boolean",
    }),
  ),
);

const status = trueOrFalse.default(true);

const webhookSchema = z.strictObject(
  {
    url: checkedString(
      mustBe('an absolute https URL, such as "https://example.com/webhooks"', {
        object: "a string, but is an object: pass url.href of a URL, or one property of a resource",
      }),
      eventUrlProblem,
    ),
    status,
  },
  mustBe('a webhook, such as { url: "https://example.com/webhooks" }'),
);

/** @param meaning - what the text is, for whoever left it out */
function text(meaning: string, problemOf: (value: string) => string | undefined) {
  const object = "a string, but is an object: pass one of its properties";
  return checkedString(mustBe(`a string, ${meaning}`, { object }), problemOf);
}

const basicSchema = z.strictObject(
  {
    username: text("the user name that the receiver expects", userNameProblem),
    password: text("the password that the receiver expects", passwordProblem),
  },
  mustBe("{ username, password }"),
);

const apikeySchema = z.strictObject(
  {
    key: text('the name of the header that carries the key, such as "X-Webhook-Key"', headerNameProblem),
    value: text("the value of that header", headerValueProblem),
  },
  mustBe("{ key, value }"),
);

const authSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("basic"), status, basic: orUnknown(basicSchema) }),
    z.strictObject({ type: z.literal("apikey"), status, apikey: orUnknown(apikeySchema) }),
  ],
  {
    error: ({ code }: { code: string }) =>
      code === "invalid_union" ? 'must be "basic" or "apikey"' : 'must be { type: "basic" or "apikey", … }',
  },
);

const interviewNumber = mustBe("the interview's number, a positive integer, such as 206", {
  string: "a number, but is a string: read it with config.requireNumber()",
  object: "a number, but is an object: convert a bigint with Number()",
});

const aiInterviewId = orUnknown(z.int(interviewNumber).positive(interviewNumber));

const numbersByName = mustBe(
  "an interview's number for each name of your own, such as { receptionist: 206 }",
);

/** What a single interview and a group declare alike. */
const commonShape = {
  start: orUnknown(webhookSchema).optional(),
  submission: orUnknown(webhookSchema).optional(),
  auth: orUnknown(authSchema, (value) => isUnknown(value) || hasUnknownType(value)).optional(),
  triggers: orUnknown(z.array(z.unknown(), mustBe("an array of any values"))).optional(),
  verifyReceiver: trueOrFalse.optional(),
};

/** The declaration of one interview. `InterviewWebhooksArgs` is the same with Pulumi's Inputs. */
export const settingsSchema = z.strictObject({ aiInterviewId, ...commonShape });

/** The declaration of many interviews. `InterviewWebhooksGroupArgs` is the same with Pulumi's Inputs. */
export const groupSchema = z.strictObject({
  interviews: orUnknown(z.record(z.string(), aiInterviewId, numbersByName).superRefine(requireNames)),
  ...commonShape,
});

export type GroupSettings = z.output<typeof groupSchema>;

/** Each interview has one name, and one that a review can show. */
function requireNames(interviews: Record<string, number>, context: z.RefinementCtx): void {
  const quotedNames = new Map<number, string>();
  for (const [name, aiInterviewId] of Object.entries(interviews)) {
    const other = isUnknown(aiInterviewId) ? undefined : quotedNames.get(aiInterviewId);
    const problems = [
      interviewNameProblem(name),
      other &&
        `is interview ${aiInterviewId}, which is in the group as ${other} too: remove one of the two names`,
    ];
    for (const message of problems.filter((problem) => problem !== undefined)) {
      context.addIssue({ code: "custom", path: [name], message });
    }
    quotedNames.set(aiInterviewId, JSON.stringify(name));
  }
}

export const KNOWN_PROPERTIES: KnownProperties = {
  start: Object.keys(webhookSchema.shape),
  submission: Object.keys(webhookSchema.shape),
  auth: authSchema.options.flatMap(({ shape }) => Object.keys(shape)),
  "auth.basic": Object.keys(basicSchema.shape),
  "auth.apikey": Object.keys(apikeySchema.shape),
};

/** As long as the type is unknown, so is the block that belongs to it. */
function hasUnknownType(auth: unknown): boolean {
  return typeof auth === "object" && auth !== null && "type" in auth && isUnknown(auth.type);
}

/** The depth of `auth.basic.password`. No property lies deeper, and nulls within a trigger are the program's own. */
const MAX_PROPERTY_DEPTH = 3;

/** A value that turned out to be undefined behind an Output arrives as null, and counts as undefined. */
function withoutNulls<Value>(value: Value, levels = MAX_PROPERTY_DEPTH): Value {
  if (levels === 0 || typeof value !== "object" || value === null || Array.isArray(value)) {
    return value;
  }
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .map(([key, member]) => [key, withoutNulls<unknown>(member, levels - 1)]);
  return Object.fromEntries(members) as Value;
}
