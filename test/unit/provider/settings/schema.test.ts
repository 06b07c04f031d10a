import { checkSettings } from "../../../../provider/settings/schema";

/** How the SDK hands an unknown value to a dynamic provider (`unknownValue` of its `runtime/rpc`). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const start = { url: "https://example.com/start" };
const basic = { type: "basic", basic: { username: "hooks", password: "canary-password" } };
const apikey = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-value" } };
const valid = { aiInterviewId: 206, start };

function problems(inputs: object): [property: string, reason: string][] {
  const result = checkSettings(inputs);
  return "failures" in result ? result.failures.map(({ property, reason }) => [property, reason]) : [];
}

test("defaults are filled in", () => {
  expect(checkSettings({ ...valid, auth: basic, triggers: [1, { a: null }] })).toEqual({
    settings: {
      aiInterviewId: 206,
      start: { ...start, status: true },
      auth: { ...basic, status: true },
      triggers: [1, { a: null }],
    },
  });
});

test("a null, which an undefined value behind an Output becomes, counts as absent", () => {
  const nulls = { ...valid, start: { ...start, status: null }, submission: null, auth: null, triggers: null };
  expect(checkSettings(nulls)).toEqual({
    settings: { aiInterviewId: 206, start: { ...start, status: true } },
  });
  expect(problems({ ...valid, auth: { ...basic, basic: { username: "hooks", password: null } } })).toEqual([
    [
      "auth.basic.password",
      "auth.basic.password is required: a string, the password that the receiver expects",
    ],
  ]);
});

const INTERVIEW = "aiInterviewId must be the interview's number, a positive integer, such as 206";
const STRING = "must be a number, but is a string: read it with config.requireNumber()";
const URL_FORM = 'an absolute https URL, such as "https://example.com/webhooks"';
const OUTPUT = "contains an Output that was converted to a string: use pulumi.interpolate`…` or apply";
const CONTROL = "must not contain line breaks or other control characters";

/** The name of the mistake, the inputs, and everything that is reported. */
const mistakes: [name: string, inputs: object, ...reported: [property: string, reason: string][]][] = [
  [
    "no number",
    { start },
    ["", "aiInterviewId is required: the interview's number, a positive integer, such as 206"],
  ],
  ["a number from the configuration", { ...valid, aiInterviewId: "206" }, ["", `aiInterviewId ${STRING}`]],
  ["zero", { ...valid, aiInterviewId: 0 }, ["", INTERVIEW]],
  ["a negative number", { ...valid, aiInterviewId: -206 }, ["", INTERVIEW]],
  ["a fraction", { ...valid, aiInterviewId: 206.5 }, ["", INTERVIEW]],
  ["an unsafe integer", { ...valid, aiInterviewId: 2 ** 53 }, ["", INTERVIEW]],
  ["an infinite number", { ...valid, aiInterviewId: Infinity }, ["", INTERVIEW]],
  ["no number at all", { ...valid, aiInterviewId: NaN }, ["", INTERVIEW]],
  ["a list of numbers", { ...valid, aiInterviewId: [206] }, ["", INTERVIEW]],

  [
    "no event",
    { aiInterviewId: 206 },
    ["", "start or submission is required: declare at least one of the two events"],
  ],
  [
    "a bare URL",
    { ...valid, start: "https://example.com?t=canary" },
    ["", 'start must be a webhook, such as { url: "https://example.com/webhooks" }'],
  ],
  ["no URL", { ...valid, start: {} }, ["start.url", `start.url is required: ${URL_FORM}`]],
  ["another type of URL", { ...valid, start: { url: 1 } }, ["start.url", `start.url must be ${URL_FORM}`]],
  [
    "a relative URL",
    { ...valid, submission: { url: "/submission" } },
    ["submission.url", 'submission.url must be an absolute URL, such as "https://example.com/webhooks"'],
  ],
  [
    "an Output in a template string",
    {
      ...valid,
      start: { url: "Calling [toString] on an [Output<T>] is not supported.\n\nTo get…/start" },
      auth: {
        type: "basic",
        basic: { username: "a", password: "Calling [toJSON] on an [Output<T>] is not…" },
      },
    },
    ["start.url", `start.url ${OUTPUT}`],
    ["auth.basic.password", `auth.basic.password ${OUTPUT}`],
  ],
  [
    "a boolean from the configuration",
    { ...valid, start: { ...start, status: "false" } },
    [
      "start.status",
      "start.status must be true or false, but is a string: read it with config.getBoolean() or config.requireBoolean()",
    ],
  ],
  [
    "a number for a boolean",
    { ...valid, auth: { ...basic, status: 0 } },
    ["auth.status", "auth.status must be true or false"],
  ],

  ["a bare secret", { ...valid, auth: "canary" }, ["", 'auth must be { type: "basic" or "apikey", … }']],
  ["a list of auths", { ...valid, auth: [basic] }, ["", 'auth must be { type: "basic" or "apikey", … }']],
  [
    "no type",
    { ...valid, auth: { basic: basic.basic } },
    ["auth.type", 'auth.type must be "basic" or "apikey"'],
  ],
  [
    "an unknown type",
    { ...valid, auth: { ...basic, type: "canary" } },
    ["auth.type", 'auth.type must be "basic" or "apikey"'],
  ],
  [
    "no block",
    { ...valid, auth: { type: "apikey" } },
    ["auth.apikey", "auth.apikey is required: { key, value }"],
  ],
  [
    "the wrong block",
    { ...valid, auth: { type: "apikey", basic: basic.basic } },
    ["auth.apikey", "auth.apikey is required: { key, value }"],
    ["auth.basic", 'auth.basic does not apply to auth.type "apikey": remove it, or set auth.type to "basic"'],
  ],
  [
    "both blocks",
    { ...valid, auth: { ...basic, apikey: apikey.apikey } },
    [
      "auth.apikey",
      'auth.apikey does not apply to auth.type "basic": remove it, or set auth.type to "apikey"',
    ],
  ],
  [
    "a block of the wrong type",
    { ...valid, auth: { type: "basic", basic: "hooks:canary" } },
    ["auth.basic", "auth.basic must be { username, password }"],
  ],
  [
    "credentials of the wrong type",
    { ...valid, auth: { type: "basic", basic: { username: 1, password: { canary: "canary" } } } },
    ["auth.basic.username", "auth.basic.username must be a string, the user name that the receiver expects"],
    [
      "auth.basic.password",
      "auth.basic.password must be a string, but is an object: pass one of its properties",
    ],
  ],
  [
    "objects in place of plain values, such as a bigint, a URL and a boxed boolean",
    { ...valid, aiInterviewId: {}, start: { url: {}, status: {} } },
    ["", "aiInterviewId must be a number, but is an object: convert a bigint with Number()"],
    [
      "start.url",
      "start.url must be a string, but is an object: pass url.href of a URL, or one property of a resource",
    ],
    ["start.status", "start.status must be true or false, but is an object: pass a plain boolean"],
  ],
  [
    "empty credentials",
    { ...valid, auth: { type: "basic", basic: { username: "", password: "" } } },
    ["auth.basic.username", "auth.basic.username must not be empty"],
    ["auth.basic.password", "auth.basic.password must not be empty"],
  ],
  [
    "a user name with a colon",
    { ...valid, auth: { type: "basic", basic: { username: "hooks:canary", password: "p:q" } } },
    [
      "auth.basic.username",
      "auth.basic.username must not contain a colon: HTTP basic authentication ends the user name at the first one",
    ],
  ],
  [
    "line breaks in credentials",
    { ...valid, auth: { type: "basic", basic: { username: "a\rb", password: "canary\n" } } },
    ["auth.basic.username", `auth.basic.username ${CONTROL}`],
    ["auth.basic.password", `auth.basic.password ${CONTROL}`],
  ],
  [
    "no header",
    { ...valid, auth: { type: "apikey", apikey: {} } },
    [
      "auth.apikey.key",
      'auth.apikey.key is required: a string, the name of the header that carries the key, such as "X-Webhook-Key"',
    ],
    ["auth.apikey.value", "auth.apikey.value is required: a string, the value of that header"],
  ],
  [
    "an illegal header",
    { ...valid, auth: { type: "apikey", apikey: { key: "X Key", value: "canary\r\n" } } },
    [
      "auth.apikey.key",
      'auth.apikey.key must be an HTTP header name (letters, digits and !#$%&\'*+-.^_`|~), such as "X-Webhook-Key"',
    ],
    [
      "auth.apikey.value",
      "auth.apikey.value must not start or end with a space or line break: HTTP drops them",
    ],
  ],
  [
    "a framing header",
    { ...valid, auth: { type: "apikey", apikey: { key: "Transfer-Encoding", value: "canary" } } },
    [
      "auth.apikey.key",
      'auth.apikey.key must not be Transfer-Encoding, which HTTP libraries or proxies set, change or drop: choose a name of your own, such as "X-Webhook-Key"',
    ],
  ],

  [
    "triggers that are no list",
    { ...valid, triggers: "canary" },
    ["", "triggers must be an array of any values"],
  ],
  [
    "verifyReceiver as a string",
    { ...valid, verifyReceiver: "true" },
    [
      "",
      "verifyReceiver must be true or false, but is a string: read it with config.getBoolean() or config.requireBoolean()",
    ],
  ],
  [
    "misspelt properties",
    {
      ...valid,
      auht: "canary",
      start: { ...start, stauts: true },
      auth: { type: "basic", basic: { ...basic.basic, pasword: "canary" } },
    },
    ["start.stauts", "start.stauts is not a property of start: did you mean status?"],
    ["auth.basic.pasword", "auth.basic.pasword is not a property of auth.basic: did you mean password?"],
    ["", "auht is not a property of InterviewWebhooks: did you mean auth?"],
  ],
  [
    "the API's own name",
    { start, ai_interview_id: 206 },
    ["", "aiInterviewId is required: the interview's number, a positive integer, such as 206"],
    ["", "ai_interview_id is not a property of InterviewWebhooks: did you mean aiInterviewId?"],
  ],
  [
    "properties of nothing",
    { ...valid, start: { ...start, headers: {} }, updates: {} },
    ["start.headers", "start.headers is not a property of start; known properties: url, status"],
    [
      "",
      "updates is not a property of InterviewWebhooks; known properties: aiInterviewId, start, submission, auth, triggers, verifyReceiver",
    ],
  ],
  [
    "keys that are no names",
    JSON.parse('{"aiInterviewId":206,"start":{"url":"https://e.example","__proto__":1,"a\\nb":2}}') as object,
    ["start.__proto__", "start.__proto__ is not a property of start; known properties: url, status"],
    ['start["a\\nb"]', 'start["a\\nb"] is not a property of start; known properties: url, status'],
  ],
  [
    "everything at once",
    {
      aiInterviewId: "206",
      start: { url: "http://example.com" },
      submission: {},
      auth: { type: "x" },
      triggers: 1,
    },
    ["", `aiInterviewId ${STRING}`],
    [
      "start.url",
      "start.url must start with https:// (plain http:// is for loopback hosts only: localhost, 127.0.0.1, [::1])",
    ],
    ["submission.url", `submission.url is required: ${URL_FORM}`],
    ["auth.type", 'auth.type must be "basic" or "apikey"'],
    ["", "triggers must be an array of any values"],
  ],
];

test.each(mistakes)("%s: the path, the defect and the remedy are reported", (_name, inputs, ...reported) => {
  expect(problems(inputs)).toEqual(reported);
  expect(JSON.stringify(reported)).not.toContain("canary");
});

test.each([
  { aiInterviewId: UNKNOWN, start: UNKNOWN, submission: UNKNOWN, auth: UNKNOWN, triggers: UNKNOWN },
  { ...valid, start: { url: UNKNOWN, status: UNKNOWN }, triggers: [UNKNOWN], verifyReceiver: UNKNOWN },
  { ...valid, auth: { type: UNKNOWN, status: UNKNOWN, basic: UNKNOWN } },
  { ...valid, auth: { type: "basic", status: UNKNOWN, basic: UNKNOWN } },
  { ...valid, auth: { type: "basic", basic: { username: UNKNOWN, password: UNKNOWN } } },
  { ...valid, auth: { type: "apikey", apikey: { key: UNKNOWN, value: UNKNOWN } } },
])("unknown values pass a preview and stay as they are: %j", (inputs) => {
  const result = checkSettings(inputs);
  expect(result).toMatchObject({ settings: inputs });
});

test("a known value is checked beside an unknown one", () => {
  expect(problems({ aiInterviewId: 0, start: { url: UNKNOWN }, auth: { type: UNKNOWN } })).toEqual([
    ["", INTERVIEW],
  ]);
});

test("any input raises no exception, however deep or large it is", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) {
    deep = level % 2 ? { deep } : [deep];
  }
  expect(checkSettings({ ...valid, triggers: [deep] })).toHaveProperty("settings");
  expect(checkSettings({ ...valid, start: deep, auth: { basic: { deep } } })).toHaveProperty("failures");
  let nested: object = {};
  for (let level = 0; level < 100_000; level += 1) {
    nested = { nested };
  }
  expect(checkSettings({ ...valid, start: nested })).toHaveProperty("failures");
  const large = "canary".repeat(1_000_000);
  const reported = JSON.stringify(
    problems({
      [large]: 1,
      aiInterviewId: large,
      start: { url: large, [large]: large },
      auth: { type: large },
    }),
  );
  expect(reported.length).toBeLessThan(2000);
});

test("an event that is undefined counts as absent", () => {
  expect(problems({ aiInterviewId: 206, start: undefined, submission: null })).toEqual([
    ["", expect.stringContaining("start or submission is required")],
  ]);
});

test("a long name of a property is shortened in messages", () => {
  const named = (length: number) =>
    problems({ ...valid, start: { ...start, ["k".repeat(length)]: 1 } })[0]?.[0];
  expect(named(60)).toBe(`start.${"k".repeat(60)}`);
  expect(named(61)).toBe(`start["${"k".repeat(60)}…"]`);
  const blank = `k ${"k".repeat(58)}`;
  expect(problems({ ...valid, start: { ...start, [blank]: 1 } })[0]?.[0]).toBe(`start["${blank}"]`);
});
