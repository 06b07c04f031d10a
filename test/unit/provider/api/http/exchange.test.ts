import { exchange } from "../../../../../provider/api/http/exchange";

const mockError = new Error("canary");
jest.mock("../../../../../provider/api/http/tunnel", () => ({
  ...jest.requireActual<object>("../../../../../provider/api/http/tunnel"),
  openTunnel: () => Promise.reject(mockError),
}));

test("a tunnel's error without a code is an early end by the proxy", async () => {
  const response = await exchange({
    method: "GET",
    url: new URL("https://api.example"),
    headers: {},
    proxy: { url: new URL("http://me:canary@proxy.example:3128"), variable: "HTTPS_PROXY" },
    timeoutMs: 5000,
    maxBytes: 1,
  });
  expect(response).toEqual({
    kind: "proxy",
    host: "proxy.example:3128",
    variable: "HTTPS_PROXY",
    code: "the connection ended early",
  });
});
