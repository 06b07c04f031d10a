import { CANARIES, tracesIn } from "../support/canaries";
import { goodReceiver, nobody, startReceiver, type TestReceiver } from "../support/receivers";
import { expectNothingLeftToDo, setup } from "../support/setup";

const auth = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: CANARIES.CANARY_VALUE },
} as const;

/** The program: one declaration, whose credential comes from the environment. */
function program(url: string, aiInterviewId = 206): string {
  return `new InterviewWebhooks("receptionist", {
    aiInterviewId: ${aiInterviewId},
    submission: { url: "${url}" },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.CANARY_VALUE } },
    verifyReceiver: true,
  });`;
}

test("a receiver that comes up during the update is awaited; afterwards nothing is sent to it", async () => {
  const made = await setup({}, CANARIES);
  const { sandbox, stack } = made;
  const url = await nobody();
  stack.program(program(url));

  await stack.created();
  const up = stack.start("up", "--yes", "--skip-preview");
  let starting: Promise<TestReceiver> | undefined;
  up.process.stdout?.on("data", (chunk: Buffer) => {
    if (chunk.includes("trying again")) {
      starting ??= goodReceiver(auth, Number(new URL(url).port));
    }
  });
  const { code, output } = await up.ended;
  const receiver = await starting;

  expect(code === 0 ? "" : output).toBe("");
  expect(output).toContain(
    "Interview 206: the receiver of submission does not respond to a test event as it should (ECONNREFUSED); trying again in 1 s.",
  );
  expect(output).toMatch(/Interview 206: the receivers respond as they should, after \d+ s\./);
  expect(sandbox.settings(206)).toEqual({ submission: { status: true, url }, auth });
  expect(receiver?.received).toHaveLength(3);

  await expectNothingLeftToDo(made);
  await stack.refresh();
  await stack.destroy();
  expect(receiver?.received).toHaveLength(3);
  expect(tracesIn(output)).toEqual([]);
});

test("a receiver that lets everyone in fails create and update, and nothing is sent to the API", async () => {
  const made = await setup({}, CANARIES);
  const { sandbox, stack } = made;
  const open = await startReceiver((response) => response.writeHead(204).end());
  const good = await goodReceiver(auth);
  const refusal =
    "does not respond to a test event without a credential as it should (HTTP 204), so nothing was sent to the API.";

  stack.program(program(open.url));
  const create = await stack.up();
  expect(create.code).not.toBe(0);
  expect(create.output).toContain(refusal);
  expect(await stack.resources()).toEqual([]);
  expect(sandbox.requests).toEqual([]);

  stack.program(program(good.url));
  expect(await stack.up()).toMatchObject({ code: 0 });
  const before = await stack.resources();
  sandbox.clearRequests();
  stack.program(program(open.url));
  const update = await stack.up();
  expect(update.code).not.toBe(0);
  expect(update.output).toContain(refusal);
  expect(sandbox.requests).toEqual([]);
  const after = await stack.resources();
  expect(after.map(({ outputs }) => outputs)).toEqual(before.map(({ outputs }) => outputs));
  expect(after[0]?.inputs["submission"]).toEqual({ status: true, url: good.url });

  stack.program(program(good.url));
  await expectNothingLeftToDo(made);
  expect(good.received).toHaveLength(3);
  expect(tracesIn(create.output + update.output)).toEqual([]);
});

test("turning it on is shown in the preview, verifies, and sends the same settings again once", async () => {
  const made = await setup({}, CANARIES);
  const { sandbox, stack } = made;
  const good = await goodReceiver(auth);
  stack.program(program(good.url).replace("verifyReceiver: true", "verifyReceiver: false"));
  await stack.up();
  expect(good.received).toEqual([]);
  sandbox.clearRequests();

  stack.program(program(good.url));
  expect((await stack.preview("--diff")).output).toMatch(/~ verifyReceiver: false => true/);
  expect(good.received).toEqual([]);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect([good.received.length, sandbox.requests.length]).toEqual([3, 1]);
  await expectNothingLeftToDo(made);

  stack.program(program(good.url).replace("verifyReceiver: true", "verifyReceiver: false"));
  await expectNothingLeftToDo(made);
  expect(good.received).toHaveLength(3);
});
