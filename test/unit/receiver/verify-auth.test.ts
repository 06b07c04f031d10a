import { createServer, request, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import {
  verifyAuth,
  type ApiKeyCredential,
  type BasicCredential,
  type Credential,
} from "pulumi-xobin/receiver";

const BASIC: BasicCredential = { type: "basic", basic: { username: "hooks", password: "canary-password" } };
const APIKEY: ApiKeyCredential = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-key" } };
const KEY = { "x-webhook-key": "canary-key" };

/** An Authorization header for what is not ASCII, in the sender's encoding. */
const basic = (credential: string, encoding: BufferEncoding = "utf8") =>
  `Basic ${Buffer.from(credential, encoding).toString("base64")}`;

describe("lets in who matches the credential", () => {
  test.each<[string, Parameters<typeof verifyAuth>[0], Credential]>([
    ["basic, from Node.js", { authorization: basic("hooks:canary-password") }, BASIC],
    [
      "basic, from a record that kept the name's case",
      { Authorization: basic("hooks:canary-password") },
      BASIC,
    ],
    ["basic, from the web's Headers", new Headers({ AUTHORIZATION: basic("hooks:canary-password") }), BASIC],
    [
      "the scheme in lower case",
      { authorization: basic("hooks:canary-password").replace("Basic", "basic") },
      BASIC,
    ],
    [
      "the scheme in upper case",
      { authorization: basic("hooks:canary-password").replace("Basic", "BASIC") },
      BASIC,
    ],
    [
      "two spaces after the scheme",
      { authorization: basic("hooks:canary-password").replace(" ", "  ") },
      BASIC,
    ],
    [
      "base64 without its padding",
      { authorization: basic("hooks:canary-password").replace(/=+$/, "") },
      BASIC,
    ],
    ["blanks around the value", { authorization: ` ${basic("hooks:canary-password")}\t` }, BASIC],
    ["apikey, from Node.js", { "x-webhook-key": "canary-key" }, APIKEY],
    ["apikey, from a record in another case", { "X-WEBHOOK-KEY": "canary-key" }, APIKEY],
    ["apikey, from the web's Headers", new Headers({ "X-Webhook-Key": "canary-key" }), APIKEY],
    [
      "a key with a blank inside",
      { "x-webhook-key": "canary key" },
      { ...APIKEY, apikey: { key: "X-Webhook-Key", value: "canary key" } },
    ],
    ["a list of one value, as API gateways give it", { "x-webhook-key": ["canary-key"] }, APIKEY],
    [
      "an entry without a value beside it",
      { "X-Webhook-Key": undefined, "x-webhook-key": "canary-key" },
      APIKEY,
    ],
    [
      "an entry that is null beside it",
      { "X-Webhook-Key": null as never, "x-webhook-key": "canary-key" },
      APIKEY,
    ],
    ["headers of which some are named then and headers", { then: "x", headers: "x", ...KEY }, APIKEY],
  ])("%s", (_case, headers, auth) => {
    expect(verifyAuth(headers, auth)).toBe(true);
  });

  test.each<BufferEncoding>(["utf8", "latin1"])(
    "a password beyond ASCII that the sender encodes as %s",
    (encoding) => {
      const auth: BasicCredential = { type: "basic", basic: { username: "hooks", password: "pässwörd: ça" } };
      expect(verifyAuth({ authorization: basic("hooks:pässwörd: ça", encoding) }, auth)).toBe(true);
    },
  );

  test.each<BufferEncoding>(["utf8", "latin1"])(
    "a key beyond ASCII that the sender encodes as %s",
    async (encoding) => {
      const auth: ApiKeyCredential = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "clé" } };
      const bytes = Buffer.from("clé", encoding).toString("latin1");
      expect(verifyAuth(await received(["X-Webhook-Key", bytes]), auth)).toBe(true);
    },
  );

  test("a password with colons, and one beyond Latin-1", () => {
    const auth: BasicCredential = { type: "basic", basic: { username: "hooks", password: "a:b:пароль" } };
    expect(verifyAuth({ authorization: basic("hooks:a:b:пароль") }, auth)).toBe(true);
  });
});

describe("keeps out", () => {
  test.each<[string, Record<string, string | string[]>, Credential]>([
    ["who matches nothing", {}, BASIC],
    ["another password", { authorization: basic("hooks:canary-passwore") }, BASIC],
    ["another user name", { authorization: basic("hook:canary-password") }, BASIC],
    ["a prefix of the password", { authorization: basic("hooks:canary") }, BASIC],
    ["a password in another case", { authorization: basic("hooks:CANARY-PASSWORD") }, BASIC],
    ["base64 in another case", { authorization: basic("hooks:canary-password").toUpperCase() }, BASIC],
    ["another scheme", { authorization: basic("hooks:canary-password").replace("Basic", "Bearer") }, BASIC],
    ["the credential without its scheme", { authorization: basic("hooks:canary-password").slice(6) }, BASIC],
    ["the scheme alone", { authorization: "Basic" }, BASIC],
    ["the password in clear", { authorization: "Basic hooks:canary-password" }, BASIC],
    ["more after the credential", { authorization: `${basic("hooks:canary-password")} x` }, BASIC],
    [
      "a byte order mark before the user name",
      { authorization: basic("\uFEFFhooks:canary-password") },
      BASIC,
    ],
    ["much padding", { authorization: `${basic("hooks:canary-password")}====` }, BASIC],
    [
      "two schemes in one header",
      { authorization: `${basic("a:b")}, ${basic("hooks:canary-password")}` },
      BASIC,
    ],
    [
      "two headers, the right one first",
      { authorization: [basic("hooks:canary-password"), basic("a:b")] },
      BASIC,
    ],
    [
      "two headers, the right one last",
      { authorization: [basic("a:b"), basic("hooks:canary-password")] },
      BASIC,
    ],
    ["two spellings", { authorization: basic("hooks:canary-password"), Authorization: basic("a:b") }, BASIC],
    ["another key", { "x-webhook-key": "canary-kez" }, APIKEY],
    ["an empty key", { "x-webhook-key": "" }, APIKEY],
    ["an empty list", { "x-webhook-key": [] }, APIKEY],
    ["no key, and an entry named headers that is null", { headers: null as never }, APIKEY],
    ["the key in another header", { "x-webhook": "canary-key", get: "canary-key" }, APIKEY],
    ["a huge value", { "x-webhook-key": "canary-key".repeat(1e4) }, APIKEY],
    ["a huge value of blanks", { "x-webhook-key": `x${" ".repeat(1e5)}x` }, APIKEY],
  ])("%s", (_case, headers, auth) => {
    expect(verifyAuth(headers, auth)).toBe(false);
  });

  test("a character whose last byte is that of the right one", () => {
    const auth: BasicCredential = { type: "basic", basic: { username: "hooks", password: "\u0448" } };
    expect(verifyAuth({ authorization: basic("hooks:\u0048") }, auth)).toBe(false);
    for (const value of ["\u0163anary-key", "canary-ke\u0179"]) {
      expect(verifyAuth({ "x-webhook-key": value }, APIKEY)).toBe(false);
    }
  });

  test("a credential that is off", () => {
    expect(verifyAuth({ "x-webhook-key": "canary-key" }, { ...APIKEY, status: false })).toBe(false);
  });

  test.each([
    ["a name that every object inherits", { ...APIKEY, apikey: { key: "constructor", value: "canary-key" } }],
    ["the name of a prototype", { ...APIKEY, apikey: { key: "__proto__", value: "canary-key" } }],
  ])("%s, which nobody sent", (_case, auth) => {
    expect(verifyAuth(Object.create({ constructor: "canary-key" }) as Record<string, string>, auth)).toBe(
      false,
    );
  });

  test("values that are no strings", () => {
    const headers = { "x-webhook-key": { toString: () => "canary-key" } } as unknown as Record<
      string,
      string
    >;
    expect(verifyAuth(headers, APIKEY)).toBe(false);
  });
});

test("a rotation under way lets in the old and the new credential, and no third", () => {
  const next: Credential = { ...APIKEY, apikey: { key: "X-Webhook-Key", value: "next-key" } };
  const both = [APIKEY, next, BASIC];
  expect(verifyAuth({ "x-webhook-key": "canary-key" }, both)).toBe(true);
  expect(verifyAuth({ "x-webhook-key": "next-key" }, both)).toBe(true);
  expect(verifyAuth({ authorization: basic("hooks:canary-password") }, both)).toBe(true);
  expect(verifyAuth({ "x-webhook-key": "third-key" }, both)).toBe(false);
});

test.each([
  ["no credential", [], "at least one"],
  [
    "a password that is empty",
    { ...BASIC, basic: { username: "hooks", password: "" } },
    "auth.basic.password",
  ],
  [
    "a user name from a variable that is not set",
    { ...BASIC, basic: { password: "x" } },
    "auth.basic.username",
  ],
  [
    "a key that is undefined, beside a good one",
    [APIKEY, { ...APIKEY, apikey: { key: "X" } }],
    "auth.apikey.value",
  ],
  ["a header without a name", { ...APIKEY, apikey: { key: "", value: "x" } }, "auth.apikey.key"],
  ["another type", { type: "bearer" }, 'must be "basic" or "apikey"'],
])("a receiver that is set up with %s fails with a clear error, lets nobody in", (_case, auth, message) => {
  for (const headers of [{}, { authorization: "Basic Og==" }, { "x-webhook-key": "", x: "undefined" }]) {
    expect(() => verifyAuth(headers, auth as Credential)).toThrow(
      expect.objectContaining({
        name: "TypeError",
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  }
});

test("a value in rawHeaders is not read as a header's name", () => {
  expect(verifyAuth(["Host", "X-Webhook-Key", "canary-key", "x"], APIKEY)).toBe(false);
});

test("a header that was sent twice by HTTP lets nobody in, whichever is first", async () => {
  expect(verifyAuth(await received(["X-Webhook-Key", "canary-key", "X-Webhook-Key", "x"]), APIKEY)).toBe(
    false,
  );
  expect(verifyAuth(await received(["X-Webhook-Key", "x", "x-webhook-key", "canary-key"]), APIKEY)).toBe(
    false,
  );
});

/** The headers that Node.js makes of what was sent. */
async function received(sent: string[]): Promise<IncomingHttpHeaders> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const headers = new Promise<IncomingHttpHeaders>((resolve) =>
    server.once("request", (incoming, response) => {
      response.end();
      resolve(incoming.headers);
    }),
  );
  const { port } = server.address() as AddressInfo;
  const outgoing = request({
    port,
    host: "127.0.0.1",
    method: "POST",
    agent: false,
    headers: ["Host", "localhost", ...sent],
  });
  outgoing.end();
  try {
    return await headers;
  } finally {
    server.close();
  }
}

describe("verifyAuth reads headers in the form of", () => {
  test.each<[string, Parameters<typeof verifyAuth>[0]]>([
    ["a Map, in any case", new Map([["X-WEBHOOK-KEY", "canary-key"]])],
    [
      "a Map of another realm",
      runInNewContext('new Map([["x-webhook-key", "canary-key"]])') as Map<string, string>,
    ],
    ["a list of pairs", [["Host", "x"] as const, ["X-Webhook-Key", "canary-key"] as const]],
    ["rawHeaders of Node.js", ["Host", "x", "X-Webhook-Key", "canary-key"]],
    ["multiValueHeaders of AWS Lambda", { "X-Webhook-Key": ["canary-key"] }],
    ["Lambda@Edge", { "x-webhook-key": [{ key: "X-Webhook-Key", value: "canary-key" }] }],
    ["CloudFront Functions", { "x-webhook-key": { value: "canary-key" } }],
    [
      "a class of its own with get()",
      { get: (name) => (name === "X-Webhook-Key" ? "canary-key" : undefined) },
    ],
    [
      "a record without a prototype",
      Object.assign(Object.create(null) as object, { "x-webhook-key": "canary-key" }),
    ],
  ])("%s", (_case, headers) => {
    expect(verifyAuth(headers, APIKEY)).toBe(true);
    expect(verifyAuth(headers, { ...APIKEY, apikey: { ...APIKEY.apikey, value: "another" } })).toBe(false);
  });

  test.each<[string, Parameters<typeof verifyAuth>[0]]>([
    ["rawHeaders", ["X-Webhook-Key", "canary-key", "x-webhook-key", "canary-key"]],
    ["pairs", [["X-Webhook-Key", "canary-key"] as const, ["X-Webhook-Key", "other"] as const]],
    [
      "a Map",
      new Map([
        ["X-Webhook-Key", "canary-key"],
        ["x-webhook-key", "other"],
      ]),
    ],
    ["Lambda@Edge", { "x-webhook-key": [{ value: "canary-key" }, { value: "other" }] }],
    [
      "CloudFront Functions",
      {
        "x-webhook-key": {
          value: "canary-key",
          multiValue: [{ value: "canary-key" }, { value: "other" }],
        } as never,
      },
    ],
    [
      "the web's Headers",
      new Headers([
        ["X-Webhook-Key", "canary-key"],
        ["X-Webhook-Key", "canary-key"],
      ]),
    ],
  ])("%s, and refuses a header that came twice", (_case, headers) => {
    expect(verifyAuth(headers, APIKEY)).toBe(false);
  });

  test.each([[null], [undefined], [{}], [[]], [new Map<string, string>()]])("nothing: %p", (headers) => {
    expect(verifyAuth(headers as never, APIKEY)).toBe(false);
  });

  test.each<[string, unknown, string]>([
    ["a promise", Promise.resolve(new Headers()), "await it"],
    ["a web request", new Request("http://localhost"), "its property headers"],
    ["an event of AWS Lambda", { headers: {}, body: "" }, "its property headers"],
    ["text", "X-Webhook-Key: canary-key", "a string"],
    ["a function", () => new Headers(), "a function"],
    ["a list of objects", [{ name: "X-Webhook-Key", value: "canary-key" }], "a list of something else"],
    ["a list of names", [["X-Webhook-Key"]], "a list of something else"],
    ["a list of triples", [["X-Webhook-Key", "canary-key", "x"]], "a list of something else"],
    ["a list of numbers with values", [[1, "canary-key"]], "a list of something else"],
    ["a list of what looks like pairs", [{ 0: "X-Webhook-Key", length: 2 }], "a list of something else"],
    ["a list of text and pairs", ["Host", ["X-Webhook-Key", "canary-key"]], "a list of something else"],
  ])("no headers but %s: a TypeError that says what to pass", (_case, headers, message) => {
    const verify = () => verifyAuth(headers as never, APIKEY);
    expect(verify).toThrow(message);
    expect(verify).toThrow("headers must be the request's headers");
    expect(verify).not.toThrow("canary");
  });
});

describe("a credential with status: false", () => {
  test("lets nothing in, not even the right credential", () => {
    expect(verifyAuth(KEY, { ...APIKEY, status: false })).toBe(false);
    expect(verifyAuth({ authorization: basic("hooks:canary-password") }, { ...BASIC, status: false })).toBe(
      false,
    );
    expect(verifyAuth({}, { ...APIKEY, status: false })).toBe(false);
  });

  test("does not close the door to another one of the list", () => {
    expect(verifyAuth(KEY, [{ ...BASIC, status: false }, APIKEY])).toBe(true);
    expect(verifyAuth(KEY, [{ ...APIKEY, status: false }, BASIC])).toBe(false);
  });

  test("is told apart from a status that is true, absent, or no boolean", () => {
    expect(verifyAuth(KEY, { ...APIKEY, status: true })).toBe(true);
    expect(verifyAuth(KEY, { ...APIKEY, status: undefined })).toBe(true);
    expect(() => verifyAuth(KEY, { ...APIKEY, status: "false" as never })).toThrow("auth.status must be");
  });
});

describe("a credential that no delivery can carry", () => {
  const withValue = (value: string): ApiKeyCredential => ({
    ...APIKEY,
    apikey: { key: "X-Webhook-Key", value },
  });
  const withPassword = (password: string): BasicCredential => ({
    ...BASIC,
    basic: { username: "hooks", password },
  });

  test.each<[string, Credential, string]>([
    ["a line break at its end", withValue("canary\n"), "auth.apikey.value contains a line break"],
    ["the line break of a file", withValue("canary\n"), "does the file or variable that holds it end with"],
    [
      "a header's name with a blank",
      { ...APIKEY, apikey: { key: "X Key", value: "canary" } },
      "auth.apikey.key",
    ],
    ["a line break inside", withValue("can\r\nary"), "auth.apikey.value contains a line break"],
    ["a blank at its start", withValue(" canary"), "auth.apikey.value must not start or end"],
    ["a blank at its end", withValue("canary "), "auth.apikey.value must not start or end"],
    [
      "a header's name with a colon",
      { ...APIKEY, apikey: { key: "X-Key:", value: "canary" } },
      "auth.apikey.key",
    ],
    ["a password with a line break", withPassword("canary\n"), "auth.basic.password contains"],
    [
      "a user name with a colon",
      { ...BASIC, basic: { username: "a:canary", password: "x" } },
      "auth.basic.username",
    ],
    ["no block", { type: "basic" } as never, "auth.basic.username"],
    ["no credential", undefined as never, "auth must be a credential"],
    ["null", null as never, "auth must be a credential"],
    ["a promise", Promise.resolve(APIKEY) as never, "auth must be a credential"],
  ])("%s: a TypeError that names it, without its value", (_case, auth, message) => {
    const verify = () => verifyAuth({ "x-webhook-key": "canary" }, auth);
    expect(verify).toThrow(TypeError);
    expect(verify).toThrow(message);
    expect(verify).not.toThrow("canary");
  });
});

test.each<BufferEncoding>(["utf8", "latin1"])(
  "composed and decomposed characters match, in %s",
  (encoding) => {
    const composed = "p\u00e4ss";
    const decomposed = composed.normalize("NFD");
    for (const declared of [composed, decomposed]) {
      const auth: BasicCredential = { type: "basic", basic: { username: "hooks", password: declared } };
      expect(verifyAuth({ authorization: basic(`hooks:${composed}`, encoding) }, auth)).toBe(true);
      expect(
        verifyAuth({ "x-key": declared }, { type: "apikey", apikey: { key: "X-Key", value: composed } }),
      ).toBe(true);
      expect(verifyAuth({ authorization: basic("hooks:pass", encoding) }, auth)).toBe(false);
    }
    const auth: BasicCredential = { type: "basic", basic: { username: "hooks", password: composed } };
    expect(verifyAuth({ authorization: basic(`hooks:${decomposed}`) }, auth)).toBe(true);
  },
);
