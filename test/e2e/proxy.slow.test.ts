import { expectRefusalsKeepState } from "./behind-proxy";

test("https_proxy: a refused create leaves no resource, a refused delete keeps it", () =>
  // The SDK's own calls to the engine on this machine would go through a proxy that is named in lower case.
  expectRefusalsKeepState((url) => ({ https_proxy: url, no_proxy: "127.0.0.1" })));
