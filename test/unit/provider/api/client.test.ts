import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { putWebhooks, type WebhooksCall } from "../../../../provider/api/client";
import type { Config } from "../../../../provider/config";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../../../sandbox";

const BODY = { webhooks: { start: { status: true, url: "https://receiver.example/start" } } };

const callFor = (aiInterviewId = 206): WebhooksCall => ({ aiInterviewId, body: BODY, secrets: [] });

const open: { close(): Promise<void> }[] = [];
let lines: string[] = [];
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, "write").mockImplementation(((text: string, done: () => void) => {
    lines.push(text);
    done();
    return true;
  }) as never);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function start(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  open.push(sandbox);
  return sandbox;
}

function configFor(sandbox: Sandbox, config: Partial<Config> = {}): Config {
  const { apiKey, url: baseUrl } = sandbox;
  return { apiKey, baseUrl, requestTimeout: 30, concurrency: 10, maxRetries: 5, account: baseUrl, ...config };
}

test("one connection serves call after call", async () => {
  const sandbox = await start();
  const counted = await relay(sandbox);
  const config = configFor(sandbox, { baseUrl: counted.baseUrl });
  for (let call = 0; call < 5; call += 1) {
    await putWebhooks(config, callFor());
  }
  expect(sandbox.requests).toHaveLength(5);
  expect(counted.connections()).toBe(1);
});

test.each([301, 302, 303, 307, 308])("a %d is not followed: the other host gets nothing", async (status) => {
  const [sandbox, other] = [await start(), await start()];
  sandbox.fail({ status, redirect: `${other.url}/ai-interviews/settings/webhooks/206` });
  await expect(putWebhooks(configFor(sandbox), callFor())).rejects.toThrow("answered with a redirect");
  expect(sandbox.requests).toHaveLength(1);
  expect(other.requests).toEqual([]);
});

test("each retry prints one line: interview, reason, wait, number of retries", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0.01);
  const sandbox = await start();
  sandbox.fail({ status: 503, body: { error: "Maintenance" } });
  sandbox.fail({ drop: "before" });
  await putWebhooks(configFor(sandbox), callFor());
  expect(lines).toEqual([
    expect.stringMatching(
      /^Interview 206: HTTP 503: Maintenance; trying again after 0(\.\d)? s, retry 1 of 5\.\n$/,
    ),
    expect.stringMatching(/^Interview 206: ECONNRESET; trying again after 0(\.\d)? s, retry 2 of 5\.\n$/),
  ]);
});

test("a retry is not sent once the engine is gone", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0);
  jest.spyOn(process.stdout, "write").mockImplementation(((_text: string, done: (error: Error) => void) => {
    done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
    return false;
  }) as never);
  const sandbox = await start();
  sandbox.fail({ status: 503 });
  await expect(putWebhooks(configFor(sandbox), callFor())).rejects.toThrow("engine has ended");
  expect(sandbox.requests).toHaveLength(1);
});

test("a response that drips slowly ends with requestTimeout", async () => {
  const sandbox = await start();
  sandbox.fail({ slowDrip: 500 });
  const before = Date.now();
  await expect(
    putWebhooks(configFor(sandbox, { requestTimeout: 1, maxRetries: 0 }), callFor()),
  ).rejects.toThrow("no response within 1 s");
  expect(Date.now() - before).toBeLessThan(5000);
});

test("a loopback host is never reached through a proxy", async () => {
  const sandbox = await start();
  process.env["HTTP_PROXY"] = process.env["http_proxy"] = "http://127.0.0.1:9";
  try {
    await putWebhooks(configFor(sandbox, { maxRetries: 0 }), callFor());
  } finally {
    delete process.env["HTTP_PROXY"];
    delete process.env["http_proxy"];
  }
  expect(sandbox.requests).toHaveLength(1);
});

/** A TCP relay to the sandbox that counts connections. */
async function relay(sandbox: Sandbox): Promise<{ baseUrl: string; connections: () => number }> {
  const sockets: Socket[] = [];
  let connections = 0;
  const server = createServer((inner) => {
    connections += 1;
    const outer = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
    sockets.push(inner, outer);
    inner.on("error", () => outer.destroy()).pipe(outer);
    outer.on("error", () => inner.destroy()).pipe(inner);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () => {
      sockets.forEach((socket) => socket.destroy());
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: sandbox.url.replace(new URL(sandbox.url).port, String(port)),
    connections: () => connections,
  };
}
