import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { headerNameProblem, headerValueProblem } from "./headers";
import { urlProblem } from "./urls";
import { isUnknown, known, text } from "./values";

/** The declared settings of one interview, defaults filled in. */
export type Settings = z.output<typeof settingsSchema>;
/** The webhook of one event. */
export type Webhook = z.output<typeof webhookSchema>;
/** How deliveries authenticate. */
export type Auth = z.output<typeof authSchema>;

/** The events of an interview, named as the API names them. */
export const EVENTS = ["start", "submission"] as const;

/** A mistake in an input: where, and what is wrong with it. Pulumi's own shape. */
export interface CheckFailure {
  property: string;
  reason: string;
}

/**
 * Checks a program's inputs and fills in the defaults. In a preview, inputs may hold unknown values at any depth:
 * those pass. All mistakes are reported together, and none echoes a value, which may be a secret.
 */
export function checkSettings(news: object): { settings: Settings } | { failures: CheckFailure[] } {
  const inputs = withoutNulls(news);
  const result = settingsSchema.safeParse(inputs);
  const failures = [...(result.error?.issues ?? []).flatMap(failuresOf), ...noEventFailures(inputs)];
  return result.data && failures.length === 0 ? { settings: result.data } : { failures };
}

/** The words for a value that is missing or of the wrong type. */
function mustBe(form: string) {
  return {
    error: ({ input }: { input?: unknown }) =>
      input === undefined ? `is required: ${form}` : `must be ${form}`,
  };
}

const status = known(z.boolean(mustBe("true or false"))).default(true);

const webhookSchema = z.strictObject(
  {
    url: text(mustBe('an absolute https URL, such as "https://example.com/webhooks"'), urlProblem),
    status,
  },
  mustBe('a webhook, such as { url: "https://example.com/webhooks" }'),
);

const basicSchema = z.strictObject(
  {
    username: text(mustBe("the user name that the receiver expects"), userNameProblem),
    password: text(mustBe("the password that the receiver expects"), passwordProblem),
  },
  mustBe("{ username, password }"),
);

const apikeySchema = z.strictObject(
  {
    key: text(
      mustBe('the name of the header that carries the key, such as "X-Webhook-Key"'),
      headerNameProblem,
    ),
    value: text(mustBe("the value of that header"), headerValueProblem),
  },
  mustBe("{ key, value }"),
);

const authSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({ type: z.literal("basic"), status, basic: known(basicSchema) }),
    z.strictObject({ type: z.literal("apikey"), status, apikey: known(apikeySchema) }),
  ],
  {
    error: ({ code }: { code: string }) =>
      code === "invalid_union" ? 'must be "basic" or "apikey"' : 'must be { type: "basic" or "apikey", … }',
  },
);

const interviewNumber = mustBe("the interview's number, a positive integer, such as 206");

const settingsSchema = z.strictObject({
  aiInterviewId: known(z.int(interviewNumber).positive(interviewNumber)),
  start: known(webhookSchema).optional(),
  submission: known(webhookSchema).optional(),
  auth: known(authSchema, (value) => isUnknown(value) || hasUnknownType(value)).optional(),
  triggers: known(z.array(z.unknown(), mustBe("an array of any values"))).optional(),
});

/** Which properties each block has: what an unknown key is compared with. */
const propertiesOf: Record<string, string[]> = {
  "": Object.keys(settingsSchema.shape),
  start: Object.keys(webhookSchema.shape),
  submission: Object.keys(webhookSchema.shape),
  auth: authSchema.options.flatMap(({ shape }) => Object.keys(shape)),
  "auth.basic": Object.keys(basicSchema.shape),
  "auth.apikey": Object.keys(apikeySchema.shape),
};

/** As long as the type is unknown, so is which block belongs to it. */
function hasUnknownType(auth: unknown): boolean {
  return typeof auth === "object" && auth !== null && "type" in auth && isUnknown(auth.type);
}

function userNameProblem(username: string): string | undefined {
  if (username.includes(":")) {
    return "must have no colon: HTTP basic authentication ends the user name at the first one";
  }
  return credentialProblem(username);
}

function passwordProblem(password: string): string | undefined {
  return credentialProblem(password);
}

/** RFC 7617, section 2. */
function credentialProblem(credential: string): string | undefined {
  if (credential === "") {
    return "must not be empty";
  }
  return /[\u0000-\u001f\u007f]/.test(credential)
    ? "must have no line breaks or other control characters"
    : undefined;
}

function noEventFailures(inputs: object): CheckFailure[] {
  return EVENTS.some((event) => event in inputs)
    ? []
    : [{ property: "", reason: "start or submission is required: declare at least one of the two events" }];
}

function failuresOf(issue: z.core.$ZodIssue): CheckFailure[] {
  if (issue.code !== "unrecognized_keys") {
    return [failure(issue.path, issue.message)];
  }
  return issue.keys.map((key) => failure([...issue.path, key], unrecognized(key, issue.path.join("."))));
}

function unrecognized(key: string, parent: string): string {
  const properties = propertiesOf[parent] ?? [];
  if (properties.includes(key)) {
    return `does not go with this auth.type: leave it out, or set auth.type to "${key}"`;
  }
  const nearest = closest(key, properties);
  // A third of the word may be mistyped; beyond that a suggestion would be a guess.
  const suggestion = distance(key, nearest) <= Math.ceil(key.length / 3) ? `: did you mean ${nearest}?` : "";
  return `is not a property of ${parent || "InterviewWebhooks"}${suggestion || `, which has ${properties.join(", ")}`}`;
}

/**
 * The engine prints the value of a top-level property beside its failure, which for a block may hold a secret.
 * So only the path of a nested property is handed to it as `property`; the reason always names the path.
 */
function failure(path: PropertyKey[], reason: string): CheckFailure {
  const property = path.join(".");
  return { property: path.length > 1 ? property : "", reason: `${property} ${reason}` };
}

/** A value that turned out to be undefined behind an Output arrives as null, and means what undefined means. */
function withoutNulls(value: object): object {
  return JSON.parse(JSON.stringify(value, (_key, member: unknown) => member ?? undefined)) as object;
}
