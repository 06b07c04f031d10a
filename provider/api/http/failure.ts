/** How an exchange ended without a complete response. Holds nothing of the request. */
export type ExchangeFailure =
  /** No complete response came in time. `nothingSent`: the connection was not even made. */
  | { kind: "timeout"; seconds: number; nothingSent: boolean }
  /** The connection could not be made (`nothingSent`) or broke; `code` is Node.js's. `isKept`: it was open from an earlier exchange. */
  | { kind: "connection"; code: string; nothingSent: boolean; isKept?: true }
  /** The proxy opened no tunnel, so nothing was sent: it refused by a status, failed by Node.js's code, or was silent. */
  | ({ kind: "proxy"; host: string; variable: string } & (
      { status: number; retryAfterMs?: number | undefined } | { code: string } | { seconds: number }
    ));

/** A failure, or a response of any status. */
type ExchangeEnd = ExchangeFailure | { kind: "response" | "status"; status: number };

/** The end of an exchange, in the words of an error message or a log line. */
export function exchangeText(end: ExchangeEnd): string {
  const place = end.kind === "proxy" ? `proxy ${end.host}: ` : "";
  if ("status" in end) {
    return `${place}HTTP ${end.status}`;
  }
  return place + ("code" in end ? end.code : `no response within ${end.seconds} s`);
}

/** Whether the same exchange may end in another way a little later. */
export function isTransientFailure(failure: ExchangeEnd): boolean {
  if ("status" in failure) {
    return isTransientStatus(failure.status);
  }
  if ("code" in failure) {
    // A proxy that speaks no HTTP (HPE_…) is none, and will not become one.
    return !isTlsProblem(failure.code) && !(failure.kind === "proxy" && failure.code.startsWith("HPE_"));
  }
  return true;
}

/** Whether a server may give another response a little later. */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** OpenSSL's verification errors by Node.js's names, and a host name that is not in the certificate. */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code);
}

/** The same, and a server that speaks no TLS. */
export function isTlsProblem(code: string): boolean {
  return isCertificateProblem(code) || /ERR_SSL|EPROTO/.test(code);
}
