import { DELIVERIES } from "./deliveries";
import { installRuntimes, serve, type ReceiverHost } from "./receiver-hosts";

const HOSTS = [
  { example: "aws", runtime: "aws", fileName: "receiver.cjs", path: "/submission" },
  { example: "azure", runtime: "azure", fileName: "receiver.cjs", path: "/api/xobin/submission" },
  { example: "cloudflare", runtime: "cloudflare", fileName: "receiver.mjs", path: "/submission" },
  { example: "component", runtime: "cloudflare", fileName: "receiver.mjs", path: "/submission" },
  { example: "gcp", runtime: "gcp", fileName: "receiver.cjs", path: "/submission" },
  { example: "kubernetes", runtime: "kubernetes", fileName: "receiver.cjs", path: "/xobin/submission" },
];

beforeAll(() => {
  installRuntimes();
}, 240_000);

describe.each(HOSTS)("the receiver of examples/$example", ({ example, runtime, fileName, path }) => {
  let host: ReceiverHost | undefined;

  beforeAll(async () => {
    host = await serve(example, runtime, fileName);
  }, 60_000);

  afterAll(() => host?.close());

  test.each(DELIVERIES)("responds to $title with $status", async ({ headers, body, status }) => {
    const response = await fetch(`${host?.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });

    expect(response.status).toBe(status);
  });
});
