import { checkSettings, type Settings } from "../../../../provider/settings/schema";
import { settingsWarnings } from "../../../../provider/settings/warnings";

/** How the SDK hands an unknown value to a dynamic provider. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const API = "https://app.xobin.com/api/v2";
const SANDBOX = "http://127.0.0.1:8080";
const PUBLIC = { url: "https://hooks.example.com/start?token=canary" };

const PRIVATE_HOST =
  "has a host of this machine or of a private network, which the vendor's service cannot reach: no event would arrive. Use a public URL of the receiver.";
const EMPTY_SEGMENT =
  "has an empty path segment (//), and many receivers respond to such a path with 404. If the URL that you append to ends in a slash, append without one.";
const UNDERSCORE =
  'auth.apikey.key contains "_", and nginx and Apache drop such headers by default: deliveries would arrive without the key. Use hyphens, as in X-Webhook-Key.';

function warnings(inputs: object, baseUrl = API): string[] {
  const result = checkSettings({ aiInterviewId: 206, start: PUBLIC, ...inputs });
  if ("failures" in result) {
    throw new Error(JSON.stringify(result.failures));
  }
  return settingsWarnings(result.settings, baseUrl);
}

test("settings that can work give no warning", () => {
  const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary" } };
  const proxied = { url: "https://hooks.example.com/forward/https://receiver.example/submission" };
  expect(warnings({ submission: proxied, auth })).toEqual([]);
  expect(warnings({ auth: { type: "basic", basic: { username: "a_b", password: "canary_" } } })).toEqual([]);
});

test("each webhook whose host the vendor's service cannot reach gives one line", () => {
  expect(
    warnings({
      start: { url: "http://localhost:8080/start?token=canary" },
      submission: { url: "https://receiver.internal/submission?token=canary" },
    }),
  ).toEqual([`start.url ${PRIVATE_HOST}`, `submission.url ${PRIVATE_HOST}`]);
});

test("an API that is a stand-in on this machine reaches private hosts", () => {
  expect(warnings({ start: { url: "http://localhost:8080/start" } }, SANDBOX)).toEqual([]);
});

test("a webhook that is switched off gives no warning", () => {
  expect(warnings({ start: { url: "https://10.0.0.1//start", status: false } })).toEqual([]);
});

test("a URL with an empty path segment gives one line, with any API", () => {
  const url = "https://abc.lambda-url.eu-west-1.on.aws//start?token=canary";
  expect(warnings({ start: { url } })).toEqual([`start.url ${EMPTY_SEGMENT}`]);
  expect(warnings({ start: { url } }, SANDBOX)).toEqual([`start.url ${EMPTY_SEGMENT}`]);
  expect(warnings({ start: { url: "https://hooks.example.com/start?next=//a" } })).toEqual([]);
});

test("a header name with an underscore gives one line, unless the auth is off", () => {
  const auth = { type: "apikey", apikey: { key: "X_WEBHOOK_KEY", value: "canary" } };
  expect(warnings({ auth })).toEqual([UNDERSCORE]);
  expect(warnings({ auth: { ...auth, status: false } })).toEqual([]);
});

test.each<[string, object]>([
  ["webhook", { start: UNKNOWN }],
  ["URL", { start: { url: UNKNOWN } }],
  ["authentication", { auth: UNKNOWN }],
  ["type of authentication", { auth: { type: UNKNOWN, apikey: { key: "X-Key", value: UNKNOWN } } }],
  ["credential", { auth: { type: "apikey", apikey: UNKNOWN } }],
  ["header name", { auth: { type: "apikey", apikey: { key: UNKNOWN, value: "v" } } }],
])("an unknown %s is passed over", (_name, inputs) => {
  expect(warnings(inputs)).toEqual([]);
});

test("a webhook whose status is unknown is looked at", () => {
  const settings = { start: { url: "https://10.0.0.1/start", status: UNKNOWN } } as unknown as Settings;
  expect(settingsWarnings(settings, API)).toEqual([`start.url ${PRIVATE_HOST}`]);
});
