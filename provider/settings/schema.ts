import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { headerNameProblem, headerValueProblem } from "../validation/headers";
import { urlProblem } from "../validation/urls";
import { isUnknown, orUnknown, checkedString } from "../validation/unknown-values";

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
function mustBe(form: string, instead: { string?: string } = {}) {
  return {
    error: ({ input }: { input?: unknown }) => {
      if (input === undefined) {
        return `is required: ${form}`;
      }
      return `must be ${typeof input === "string" && instead.string ? instead.string : form}`;
    },
  };
}

const status = orUnknown(
  z.boolean(
    mustBe("true or false", {
      string:
        "true or false, and is a string: read it from the configuration with getBoolean or requireBoolean",
    }),
  ),
).default(true);

const webhookSchema = z.strictObject(
  {
    url: checkedString(mustBe('an absolute https URL, such as "https://example.com/webhooks"'), urlProblem),
    status,
  },
  mustBe('a webhook, such as { url: "https://example.com/webhooks" }'),
);

const basicSchema = z.strictObject(
  {
    username: checkedString(mustBe("a string, the user name that the receiver expects"), userNameProblem),
    password: checkedString(mustBe("a string, the password that the receiver expects"), passwordProblem),
  },
  mustBe("{ username, password }"),
);

const apikeySchema = z.strictObject(
  {
    key: checkedString(
      mustBe('a string, the name of the header that matches the key, such as "X-Webhook-Key"'),
      headerNameProblem,
    ),
    value: checkedString(mustBe("a string, the value of that header"), headerValueProblem),
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
  string: "a number, and is a string: read it from the configuration with requireNumber",
});

/** What a program declares. `InterviewWebhooksArgs` is the same with Pulumi's Inputs. */
export const settingsSchema = z.strictObject({
  aiInterviewId: orUnknown(z.int(interviewNumber).positive(interviewNumber)),
  start: orUnknown(webhookSchema).optional(),
  submission: orUnknown(webhookSchema).optional(),
  auth: orUnknown(authSchema, (value) => isUnknown(value) || hasUnknownType(value)).optional(),
  triggers: orUnknown(z.array(z.unknown(), mustBe("an array of any values"))).optional(),
});

/** A longer key is no name but something that got into its place. */
const MAX_KEY = 60;

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
  return issue.keys.map((key) => failure([...issue.path, key], unrecognized(key, pathOf(issue.path))));
}

function unrecognized(key: string, parent: string): string {
  const properties = propertiesOf[parent] ?? [];
  if (properties.includes(key)) {
    return `does not go with this auth.type: leave it out, or set auth.type to "${key}"`;
  }
  const nearest = key.length > MAX_KEY ? "" : closest(key, properties);
  // A third of the word may be mistyped; beyond that a suggestion would be a guess.
  const isNear = nearest !== "" && distance(key, nearest) <= Math.ceil(key.length / 3);
  const suggestion = isNear ? `: did you mean ${nearest}?` : "";
  return `is not a property of ${parent || "InterviewWebhooks"}${suggestion || `, which has ${properties.join(", ")}`}`;
}

/**
 * The engine prints the value of a top-level property beside its failure, which for a block may hold a secret.
 * So only the path of a nested property is handed to it as `property`; the reason always names the path.
 */
function failure(path: PropertyKey[], reason: string): CheckFailure {
  const property = pathOf(path);
  return { property: path.length > 1 ? property : "", reason: `${property} ${reason}` };
}

/** Pulumi's notation: `start.url`, and `start["a b"]` for what is no name. */
function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>((parent, key) => {
    const name = String(key);
    if (!/^[\w$]+$/.test(name) || name.length > MAX_KEY) {
      return `${parent}[${JSON.stringify(shortened(name))}]`;
    }
    return parent === "" ? name : `${parent}.${name}`;
  }, "");
}

function shortened(name: string): string {
  return name.length > MAX_KEY ? `${name.slice(0, MAX_KEY)}…` : name;
}

/** `auth.basic.password`: no property lies deeper, and what a trigger holds is the program's own. */
const DEEPEST_PROPERTY = 3;

/** A value that turned out to be undefined behind an Output arrives as null, and means what undefined means. */
function withoutNulls(value: object, levels = DEEPEST_PROPERTY): object {
  if (levels === 0 || Array.isArray(value)) {
    return value;
  }
  const members = Object.entries(value as Record<string, unknown>)
    .filter(([, member]) => member !== null && member !== undefined)
    .map(([key, member]) => [
      key,
      typeof member === "object" ? withoutNulls(member as object, levels - 1) : member,
    ]);
  return Object.fromEntries(members) as object;
}
