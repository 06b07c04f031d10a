import { XobinError } from "../../../../provider/api/errors";
import { isUnconfirmed, toXobinError, type Failure } from "../../../../provider/api/failure";
import { WEBHOOKS_WORDS } from "../../../../provider/api/webhooks";
import { ConfigurationError } from "../../../../provider/config";

const status = (code: number, apiMessage = "", extra = {}): Failure => ({
  kind: "status",
  status: code,
  apiMessage,
  fromApi: apiMessage !== "",
  isLimit: false,
  ...extra,
});

const WORDS = { subject: "Interview 206", ...WEBHOOKS_WORDS };

const PROXY = { kind: "proxy", host: "proxy.example:3128", variable: "HTTPS_PROXY" } as const;

type Row = [name: string, failure: Failure, attempts?: number, earlierUnconfirmed?: boolean];

/** The error of a call, as the client makes it. */
function errorOf(...[, failure, attempts = 1, earlierUnconfirmed = false]: Row): XobinError {
  const unconfirmed = earlierUnconfirmed || (failure.kind !== "throttled" && isUnconfirmed(failure));
  return toXobinError(WORDS, failure, attempts, unconfirmed);
}

const FAILURES: Row[] = [
  ["400", status(400, "start.url is required")],
  [
    "400 that names a limit",
    status(400, "start.url exceeds the limit of 2048 characters", { isLimit: true }),
  ],
  ["401", status(401, "Invalid API key")],
  ["403", status(403, "Forbidden")],
  ["401 of a gateway", status(401)],
  ["403 of a gateway", status(403)],
  ["404 of a gateway", status(404)],
  ["413 of a gateway", status(413)],
  [
    "403 for a used-up quota",
    status(403, "limit_exceed: Invites Exhausted. Please contact support.", { isLimit: true }),
  ],
  ["404", status(404, "AI interview not found")],
  ["407", status(407)],
  ["408", status(408), 6],
  ["429", status(429, "Too many requests"), 6],
  ["429 that asks for an hour", status(429, "Too many requests", { retryAfterMs: 3_600_000 }), 1],
  ["300", status(300)],
  ["307", status(307)],
  ["500", status(500)],
  ["503", status(503), 6],
  ["503, then 401", status(401, "Invalid API key"), 2, true],
  ["200 that is no success", status(200, "Webhooks not updated")],
  ["no response", { kind: "timeout", seconds: 30, nothingSent: false }, 6],
  ["no connection in time", { kind: "timeout", seconds: 30, nothingSent: true }, 6],
  ["403 of the proxy", { ...PROXY, status: 403 }],
  ["407 of the proxy", { ...PROXY, status: 407 }],
  ["503 of the proxy", { ...PROXY, status: 503, retryAfterMs: 3000 }, 6],
  ["a proxy that hangs up", { ...PROXY, code: "ECONNRESET" }, 6],
  ["a silent proxy", { ...PROXY, seconds: 30 }, 6],
  ["503 of the API, then 403 of the proxy", { ...PROXY, status: 403 }, 2, true],
  ["a call that was not sent", { kind: "throttled", waitMs: 3_600_000 }, 0],
  ["no connection", { kind: "connection", code: "ECONNREFUSED", nothingSent: true }, 6],
  ["a connection that broke", { kind: "connection", code: "ECONNRESET", nothingSent: false }, 6],
  [
    "a certificate that is not trusted",
    { kind: "connection", code: "SELF_SIGNED_CERT_IN_CHAIN", nothingSent: true },
  ],
];

test.each(FAILURES)("%s: one line names the interview, the problem and the remedy", (...row) => {
  const error = errorOf(...row);
  expect(error).toBeInstanceOf(XobinError);
  expect(error.message).toMatch(/^Interview 206: [^\n]+\.$/);
  expect(error.stack).toBe("");
  expect(`${error.name}: ${error.message}`).toMatchSnapshot();
});

test.each(FAILURES)(
  "%s: the reason is the message without the interview, its kind has no facts",
  (...row) => {
    const { message, reason } = errorOf(...row);
    expect(`Interview 206: ${reason.text}`).toBe(message);
    expect(reason.kind).toBe(reason.text.replace(/ \(.*?\)\. /, ". "));
  },
);

test("an error of the configuration has its name and no stack", () => {
  const error = new ConfigurationError("xobin:apiKey is missing");
  expect(String(error)).toBe("ConfigurationError: xobin:apiKey is missing");
  expect(error.stack).toBe("");
});
