import { isUnconfirmed, retryAfterMs, type AttemptFailure } from "../../../../provider/api/failure";
import { isTransientFailure } from "../../../../provider/api/http/failure";

const status = (code: number): AttemptFailure => ({
  kind: "status",
  status: code,
  apiMessage: "",
  fromApi: true,
  isLimit: false,
});
const connection = (code: string, nothingSent: boolean): AttemptFailure => ({
  kind: "connection",
  code,
  nothingSent,
});
const timeout = (nothingSent: boolean): AttemptFailure => ({ kind: "timeout", seconds: 30, nothingSent });
const PROXY = { kind: "proxy", host: "proxy.example:3128", variable: "HTTPS_PROXY" } as const;

test.each<[failure: AttemptFailure, transient: boolean, unconfirmed: boolean]>([
  [status(200), false, true],
  [status(307), false, false],
  [status(400), false, false],
  [status(401), false, false],
  [status(404), false, false],
  [status(408), true, true],
  [status(429), true, false],
  [status(499), false, false],
  [status(500), true, true],
  [status(503), true, true],
  [timeout(false), true, true],
  [timeout(true), true, false],
  [connection("ECONNRESET", false), true, true],
  [connection("ECONNREFUSED", true), true, false],
  [connection("HPE_INVALID_CONSTANT", false), true, true],
  [connection("SELF_SIGNED_CERT_IN_CHAIN", true), false, false],
  [connection("ERR_SSL_WRONG_VERSION_NUMBER", true), false, false],
  [{ ...PROXY, status: 403 }, false, false],
  [{ ...PROXY, status: 503 }, true, false],
  [{ ...PROXY, seconds: 30 }, true, false],
  [{ ...PROXY, code: "ECONNREFUSED" }, true, false],
  [{ ...PROXY, code: "CERT_HAS_EXPIRED" }, false, false],
  [{ ...PROXY, code: "HPE_INVALID_CONSTANT" }, false, false],
  [{ ...PROXY, code: "OTHER_HPE_" }, true, false],
])("%j: transient %p, unconfirmed %p", (failure, transient, unconfirmed) => {
  expect(isTransientFailure(failure)).toBe(transient);
  expect(isUnconfirmed(failure)).toBe(unconfirmed);
});

test("a wait is that of a response, and of no other failure", () => {
  expect(retryAfterMs({ ...PROXY, status: 503, retryAfterMs: 3000 })).toBe(3000);
  expect([status(503), timeout(true)].map(retryAfterMs)).toEqual([undefined, undefined]);
});
