import { behindProxy, expectRefusalsKeepState } from "./behind-proxy";

test("HTTPS_PROXY: a refused create leaves no resource, a refused delete keeps it", () =>
  expectRefusalsKeepState((url) => ({ HTTPS_PROXY: url })));

test("a proxy that cannot be used is an error at preview that names the variable", async () => {
  const { stack, proxy: own } = await behindProxy((url) => ({
    HTTPS_PROXY: url.replace("//", "//u:canary#1@"),
  }));
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("HTTPS_PROXY has a user name or password that is not percent-encoded");
  expect(output).not.toContain("canary");
  expect(own.asked).toEqual([]);
});

test("an untrusted certificate behind the proxy names NODE_EXTRA_CA_CERTS", async () => {
  const at = await behindProxy((url) => ({ HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: undefined }));
  const { code, output } = await at.stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("name its certificate in NODE_EXTRA_CA_CERTS");
  expect(at.sandbox.requests).toEqual([]);
});
