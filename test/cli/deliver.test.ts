import { put, start, start206, startReceiver } from "../sandbox/testing";
import { startReceiver as startOther } from "../support/receivers";
import { cli } from "./command";

const BASE = /\/api\/v2$/;

test("deliver sends an event of the sandbox, and says what came of it", async () => {
  const [sandbox, receiver] = [await start(), await startReceiver()];
  const webhook = { status: true, url: `${receiver.url}/?code=canary` };
  sandbox.seed(206, { start: webhook, submission: webhook });
  const deliver = (event: string, ...args: string[]) =>
    cli(["deliver", event, "--interview", "206", "--sandbox", sandbox.url.replace(BASE, ""), ...args]);

  expect(await deliver("start")).toEqual({
    code: 0,
    stdout: `start of interview 206, response 6726: HTTP 204 from ${receiver.url}/?***\n`,
    stderr: "",
  });
  expect(await deliver("submission", "--lose")).toMatchObject({
    code: 0,
    stdout: "submission of interview 206, response 6726: The event was lost, as asked for.\n",
  });
  expect(await deliver("submission", "--response", "6726")).toMatchObject({ code: 0 });
  expect(receiver.received.map(({ body }) => [body["response_id"], body["invite_status"]])).toEqual([
    [6726, "Started"],
    [6726, "Completed"],
  ]);
  expect(await deliver("submission", "--response", "1")).toEqual({
    code: 2,
    stdout: "",
    stderr: "error: The sandbox refused: Interview 206 has no response 1.\n",
  });
});

test("deliver fails for a webhook that is off", async () => {
  const sandbox = await start();
  const { code, stdout } = await cli(["deliver", "start", "--interview", "206", "--sandbox", sandbox.url]);
  expect([code, stdout]).toEqual([
    1,
    "start of interview 206, response 6726: The start webhook of interview 206 is not configured: declare it and run pulumi up (after a restart of the sandbox, pulumi destroy first).\n",
  ]);
});

test("deliver names the URL of a receiver that it does not reach", async () => {
  const sandbox = await start();
  sandbox.seed(206, { start: { status: true, url: "http://127.0.0.1:1/start" } });
  const { code, stdout } = await cli(["deliver", "start", "--interview", "206", "--sandbox", sandbox.url]);
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/ It is declared at http:\/\/127\.0\.0\.1:1\/start\.\n$/),
  ]);
});

test("fault makes the API fail without any quotes, until it is cleared", async () => {
  const sandbox = await start();
  const fault = (...args: string[]) => cli(["fault", "--sandbox", sandbox.url, ...args]);
  expect(await fault("status=429", "times=always", "headers.Retry-After=7", "body=<b>")).toEqual({
    code: 0,
    stdout: "Queued: status=429 times=always headers.Retry-After=7 body=<b>\n",
    stderr: "",
  });
  const failed = await put(sandbox, 206, start206);
  expect([failed.status, failed.headers.get("retry-after"), await failed.text()]).toEqual([429, "7", "<b>"]);
  expect(await fault("--clear")).toMatchObject({ code: 0, stdout: "No more faults.\n" });
  expect((await put(sandbox, 206, start206)).status).toBe(200);
  expect(await fault("state=503")).toEqual({
    code: 2,
    stdout: "",
    stderr: 'error: The sandbox refused: Unrecognized key: "state". fault --help has the fields.\n',
  });
});

test.each([
  [["fault"], "fault takes either fields, such as status=503, or --clear."],
  [["fault", "status=503", "--clear"], "fault takes either fields, such as status=503, or --clear."],
  [["fault", "503"], "Each field of a fault is name=value, such as status=503."],
  [
    ["deliver", "start", "--interview", "206", "--sandbox", "4020"],
    "--sandbox must be a URL such as http://127.0.0.1:4020.",
  ],
])("%j is used wrongly", async (args, message) => {
  expect(await cli(args)).toEqual({ code: 2, stdout: "", stderr: `error: ${message}\n` });
});

test.each(["", "<!doctype html>", "null", "[]"])("a server that responds %j is no sandbox", async (body) => {
  const { url } = await startOther((response) => response.end(body));
  for (const args of [
    ["fault", "status=503"],
    ["deliver", "start", "--interview", "206"],
  ]) {
    expect(await cli([...args, "--sandbox", url])).toEqual({
      code: 1,
      stdout: "",
      stderr: `error: At ${url} is another server than a sandbox. Name the sandbox's URL with --sandbox.\n`,
    });
  }
});

test("without a sandbox a command says how to start one", async () => {
  const sandbox = await start();
  await sandbox.close();
  const url = sandbox.url.replace(BASE, "");
  expect(await cli(["fault", "--clear", "--sandbox", url])).toEqual({
    code: 1,
    stdout: "",
    stderr: `error: No sandbox at ${url}. Start one with "npx pulumi-xobin sandbox", or name another with --sandbox.\n`,
  });
});
