import { proxyFailureOf } from "../../../../../provider/api/http/proxy-failure";

const PROXY = { url: new URL("http://me:canary@proxy.example:3128"), variable: "HTTPS_PROXY" };

test.each(["tunnel", "connection"] as const)(
  "an error without a code, at the stage %s, is an early end by the proxy",
  (stage) => {
    const error = new Error("canary");
    expect(proxyFailureOf(error, PROXY, { stage, proxyError: error }, undefined)).toEqual({
      kind: "proxy",
      host: "proxy.example:3128",
      variable: "HTTPS_PROXY",
      code: "the connection ended early",
    });
  },
);
