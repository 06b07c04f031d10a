import { readConfig } from "../../../provider/config";

type Values = Record<string, string>;

function read(stack: Values, environment: Values = {}) {
  return readConfig((key) => stack[key], environment);
}

function problems(stack: Values, environment: Values = {}): string[] {
  const result = read({ apiKey: "canary-key", ...stack }, environment);
  return "failures" in result ? result.failures.map(({ reason }) => reason) : [];
}

test("the key is the only required value; the rest has defaults", () => {
  expect(read({ apiKey: "k" })).toEqual({
    config: {
      apiKey: "k",
      baseUrl: "https://app.xobin.com/api/v2",
      requestTimeout: 30,
      maxRetries: 5,
      concurrency: 10,
      account: "https://app.xobin.com/api/v2",
    },
  });
});

test("the stack's configuration wins over the environment", () => {
  const environment = { XOBIN_API_KEY: "environment", XOBIN_BASE_URL: "https://environment.example" };
  expect(read({}, environment)).toMatchObject({
    config: { apiKey: "environment", baseUrl: "https://environment.example" },
  });
  expect(read({ apiKey: "stack", baseUrl: "https://stack.example" }, environment)).toMatchObject({
    config: { apiKey: "stack", baseUrl: "https://stack.example" },
  });
});

test("trailing slashes of the base URL make no difference, to the account either", () => {
  expect(read({ apiKey: "k", baseUrl: "http://localhost:1/api/v2//", account: "emea" })).toMatchObject({
    config: { baseUrl: "http://localhost:1/api/v2", account: "emea at http://localhost:1/api/v2" },
  });
});

const API_KEY = "xobin:apiKey (or the environment variable XOBIN_API_KEY)";

test.each([{}, { XOBIN_API_KEY: "" }])(
  "a missing key (environment: %j) names both ways to give one",
  (environment) => {
    expect(read({}, environment)).toEqual({
      failures: [
        {
          property: "",
          reason: `${API_KEY} is required: run "pulumi config set --secret xobin:apiKey <key>"; the vendor's support issues keys`,
        },
      ],
    });
  },
);

test("a Provider without a key asks for one, and for nothing it does not read", () => {
  expect(read({ provider: "emea", maxRetries: "many" })).toEqual({
    failures: [
      {
        property: "",
        reason:
          'apiKey of the Provider "emea" (or the environment variable XOBIN_API_KEY) is required: pass it one; the vendor\'s support issues keys',
      },
      {
        property: "",
        reason: 'maxRetries of the Provider "emea" must be a whole number of retries, from 0 to 20',
      },
    ],
  });
});

const OUTER = "must not start or end with a space or line break: HTTP drops them";
const CHARACTERS =
  "must be printable ASCII, without line breaks or other control characters: receivers read other characters differently";

test.each([
  ["", "must not be empty"],
  [" \t", OUTER],
  ["canary-key\n", OUTER],
  [" canary-key", OUTER],
  ["canary\r\n-key", CHARACTERS],
  ["canary-schlüssel", CHARACTERS],
])("the key %j is refused without being repeated", (apiKey, problem) => {
  expect(problems({ apiKey })).toEqual([`${API_KEY} ${problem}`]);
  const inEnvironment = read({}, { XOBIN_API_KEY: apiKey || " " });
  expect(JSON.stringify(inEnvironment)).not.toContain("canary");
});

test.each([
  ["", 'must be an absolute URL, such as "https://example.com/webhooks"'],
  ["app.xobin.com/api/v2", 'must be an absolute URL, such as "https://example.com/webhooks"'],
  [
    "http://app.xobin.com/api/v2",
    "must start with https:// (plain http:// is for loopback hosts only: localhost, 127.0.0.1, [::1])",
  ],
  ["https://user:canary@app.xobin.com", "must not contain a user name or password: previews print URLs"],
  [
    "https://app.xobin.com/?key=canary",
    "must not have a query string (?…): request paths are appended to it",
  ],
  ["https://app.xobin.com/?", "must not have a query string (?…): request paths are appended to it"],
  [
    "https://https://app.xobin.com/api/v2",
    "must have one scheme, but has two: one of the values that it is made from has https:// already",
  ],
  [
    "https://undefined/api/v2",
    'contains "undefined" in place of a value: check the values that the URL is made from',
  ],
  ["https://app.xobin.com/#canary", "must not have a fragment (#…): HTTP never sends it"],
])("the base URL %j is refused without being repeated", (baseUrl, problem) => {
  expect(problems({ baseUrl })).toEqual([
    `xobin:baseUrl (or the environment variable XOBIN_BASE_URL) ${problem}`,
  ]);
});

test.each(["https://xobin-gateway/api/v2", "https://10.0.0.5:8443/api/v2", "https://gateway.internal"])(
  "the base URL may be a gateway of the user's own network: %j",
  (baseUrl) => {
    expect(read({ apiKey: "k", baseUrl })).toMatchObject({ config: { baseUrl } });
  },
);

test.each(["1", "600", "030"])("a timeout of %j seconds is accepted", (requestTimeout) => {
  expect(read({ apiKey: "k", requestTimeout })).toMatchObject({
    config: { requestTimeout: Number(requestTimeout) },
  });
});

test.each(["0", "601", "-1", "1.5", "1e2", "0x10", "", " 5", "30s", "Infinity", "9".repeat(400)])(
  "a timeout of %j is refused",
  (requestTimeout) => {
    expect(problems({ requestTimeout })).toEqual([
      "xobin:requestTimeout must be a whole number of seconds, from 1 to 600",
    ]);
  },
);

test.each(["0", "1", "20"])("%j retries are accepted", (maxRetries) => {
  expect(read({ apiKey: "k", maxRetries })).toMatchObject({ config: { maxRetries: Number(maxRetries) } });
});

test.each(["21", "-1", "2.5", "two", ""])("%j retries are refused", (maxRetries) => {
  expect(problems({ maxRetries })).toEqual([
    "xobin:maxRetries must be a whole number of retries, from 0 to 20",
  ]);
});

test("all mistakes are reported together", () => {
  expect(problems({ apiKey: "\n", baseUrl: "x", requestTimeout: "x", maxRetries: "x" })).toHaveLength(4);
});

test.each(["emea", "EMEA Süd", "日本"])("the account %j is a name", (account) => {
  expect(read({ apiKey: "k", account })).toMatchObject({
    config: { account: `${account} at https://app.xobin.com/api/v2` },
  });
});

test.each([
  ["e\nmea", "U+000A"],
  ["emea\u001b[2K", "U+001B"],
  ["\u202eaeme", "U+202E"],
  ["em\u2028ea", "U+2028"],
  ["em\u200bea", "U+200B"],
  ["em\u{e0041}ea", "U+E0041"],
])("the account %j would mislead in a review, so it is refused", (account, code) => {
  const problem = `is a name with a line break or an invisible character (${code}): remove it`;
  expect(problems({ apiKey: "k", account })).toEqual([`xobin:account ${problem}`]);
});
