import dns from "node:dns";
import https, { type AgentOptions } from "node:https";
import { selfSigned, type Fault, type Sandbox } from "../../sandbox";
import { refusal, type ProxyBehavior } from "../support/connect-proxy";
import { now, type Conditions } from "../support/simulated-stack";

/** One row of the fault matrix: how a network or an API can fail. */
export interface FaultRow {
  name: string;
  /** What the sandbox does; a function of the address of another host. */
  fault?: Fault | ((other: Sandbox) => Fault);
  /** The fault lies between the client and the API. */
  network?: "refused" | "dns" | "tls";
  /** The API is reached through a proxy, which treats CONNECT in this way. */
  proxy?: ProxyBehavior;
  /** The API responds that there is no such interview: there is nothing to delete. */
  gone?: boolean;
  /** The fault ends an attempt by its timeout. */
  timesOut?: boolean;
}

const status = (code: number, extra: Fault = {}): FaultRow => ({
  name: String(code),
  fault: { status: code, body: { error: `Said with ${code}` }, ...extra },
});

const retryAfter = (name: string, value: string | (() => string), code = 429): FaultRow => ({
  name: `${code}, Retry-After ${name}`,
  fault: () => ({
    ...(status(code).fault as Fault),
    headers: { "retry-after": typeof value === "string" ? value : value() },
  }),
});

const inSeconds = (seconds: number) => () => new Date(now() + seconds * 1000).toUTCString();

export const FAULTS: FaultRow[] = [
  ...[400, 401].map((code) => status(code)),
  { name: "403, no permission", fault: { status: 403, body: { error: "Forbidden" } } },
  {
    name: "403, quota used up",
    fault: {
      status: 403,
      body: { error: "limit_exceed", message: "Invites Exhausted. Please contact support." },
    },
  },
  { name: "403, HTML", fault: { status: 403, body: "<h1>Forbidden</h1>" } },
  { ...status(404), gone: true },
  { name: "404, HTML", fault: { status: 404, body: "<h1>Not Found</h1>" } },
  ...[407, 408, 409, 422, 429].map((code) => status(code)),
  retryAfter("3", "3"),
  retryAfter("0", "0"),
  retryAfter("a date in 5 s", inSeconds(5)),
  retryAfter("a date in the past", inSeconds(-3600)),
  retryAfter("a negative number", "-5"),
  retryAfter("no number and no date", "soon"),
  retryAfter("a day", "86400"),
  retryAfter("forty digits", "9".repeat(40)),
  ...[500, 502, 503, 504].map((code) => status(code)),
  retryAfter("3", "3", 503),
  retryAfter("a day", "86400", 503),
  { name: "500, HTML", fault: { status: 500, body: "<h1>Internal Server Error</h1>" } },
  {
    name: "307 to another host",
    fault: (other) => ({ status: 307, redirect: `${other.url}/ai-interviews/settings/webhooks/206` }),
  },
  {
    name: "200, `status` other than success",
    fault: { body: { status: "error", message: "Webhooks not updated" } },
  },
  { name: "200, HTML", fault: { body: "<h1>Welcome</h1>" } },
  { name: "200, empty", fault: { body: "" } },
  { name: "204", fault: { status: 204, body: "" } },
  { name: "200, half a JSON text", fault: { body: '{"status": "succ' } },
  { name: "200, truncated after it was applied", fault: { truncate: true } },
  { name: "200, 64 MiB after it was applied", fault: { hugeBody: true } },
  { name: "200, slow drip after it was applied", fault: { slowDrip: true }, timesOut: true },
  { name: "connection refused", network: "refused" },
  { name: "host name not found", network: "dns" },
  { name: "certificate not trusted", network: "tls" },
  { name: "proxy: 403 to CONNECT", proxy: refusal("403 Forbidden") },
  { name: "proxy: 404 to CONNECT", proxy: refusal("404 Not Found") },
  { name: "proxy: 407 to CONNECT", proxy: refusal("407 Proxy Authentication Required") },
  { name: "proxy: 429 to CONNECT", proxy: refusal("429 Too Many Requests", "Retry-After: 3") },
  { name: "proxy: 503 to CONNECT", proxy: refusal("503 Service Unavailable") },
  {
    name: "proxy: 200 to CONNECT, then a page",
    proxy: { respond: "HTTP/1.1 200 OK\r\n\r\n<h1>Log in</h1>" },
  },
  { name: "proxy: hangs up", proxy: { respond: "" } },
  { name: "proxy: silence", proxy: "silence", timesOut: true },
  { name: "reset before it was applied", fault: { drop: "before" } },
  { name: "reset after it was applied", fault: { drop: "after" } },
  { name: "no response, not applied", fault: { hang: true }, timesOut: true },
  { name: "no response, applied", fault: { hang: true, apply: true }, timesOut: true },
];

/** As if the name server knew no host. */
export function withoutNames(): () => void {
  const spy = jest.spyOn(dns, "lookup").mockImplementation((host: string, ...rest: unknown[]) => {
    const done = rest.at(-1) as (error: Error) => void;
    done(
      Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
        code: "ENOTFOUND",
        syscall: "getaddrinfo",
      }),
    );
  });
  return () => {
    spy.mockRestore();
  };
}

/** A host that trusts the sandbox's certificate, as NODE_EXTRA_CA_CERTS would make it. */
export const trusting: Conditions = {
  prepare: () => {
    jest.doMock("node:https", () => ({
      ...https,
      Agent: class extends https.Agent {
        constructor(options: AgentOptions) {
          super({ ...options, ca: selfSigned.cert });
        }
      },
    }));
  },
};
