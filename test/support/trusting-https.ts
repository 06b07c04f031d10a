import { selfSigned } from "../../sandbox/self-signed";

const https = jest.requireActual<typeof import("node:https")>("node:https");

/** `node:https` that trusts the sandbox's certificate, as NODE_EXTRA_CA_CERTS would: for `jest.mock`. */
export const trustingHttps = {
  ...https,
  Agent: class extends https.Agent {
    constructor(options: object) {
      super({ ...options, ca: selfSigned.cert });
    }
  },
  // The client calls it with a URL and options, which hold the agent; a CONNECT has options only.
  request: (first: object, ...rest: unknown[]) =>
    rest.length > 0
      ? https.request(first, ...(rest as []))
      : https.request({ ...first, ca: selfSigned.cert }),
};
