import { CANARIES, tracesIn } from "../support/canaries";
import { goodReceiver, nobody, startReceiver, type TestReceiver } from "../support/receivers";
import { expectNothingLeftToDo, setup, type Setup } from "../support/setup";
import type { Run } from "../../tools/run-process";
import { auth, program } from "./verified";

test("an open receiver fails create and update; one that comes up late is awaited", async () => {
  const made = await setup({}, CANARIES);
  const { sandbox, stack } = made;
  const open = await startReceiver((response) => response.writeHead(204).end());
  const refusal =
    "does not respond to a test event without a credential as it should (HTTP 204), so nothing was sent to the API.";

  stack.program(program(open.url));
  const create = await stack.up();
  expect(create.code).not.toBe(0);
  expect(create.output).toContain(refusal);
  expect(await stack.resources()).toEqual([]);
  expect(sandbox.requests).toEqual([]);

  const url = await nobody();
  stack.program(program(url));
  const { code, output, receiver } = await upBeforeReceiver(made, url);
  expect(code === 0 ? "" : output).toBe("");
  expect(output).toContain(
    "Interview 206: the receiver of submission does not respond to a test event as it should (ECONNREFUSED); trying again in 1 s.",
  );
  expect(output).toMatch(/Interview 206: the receivers respond as they should, after \d+ s\./);
  expect(sandbox.settings(206)).toEqual({ submission: { status: true, url }, auth });
  expect(receiver?.received).toHaveLength(4);

  const before = await stack.resources();
  sandbox.clearRequests();
  stack.program(program(open.url));
  const update = await stack.up();
  expect(update.code).not.toBe(0);
  expect(update.output).toContain(refusal);
  expect(sandbox.requests).toEqual([]);
  const after = await stack.resources();
  expect(after.map(({ outputs }) => outputs)).toEqual(before.map(({ outputs }) => outputs));
  expect(after[0]?.inputs["submission"]).toEqual({ status: true, url });

  // Once it was verified, nothing is sent to it any more.
  stack.program(program(url));
  await expectNothingLeftToDo(made);
  await stack.refresh();
  await stack.destroy();
  expect(receiver?.received).toHaveLength(4);
  expect(tracesIn(create.output + output + update.output)).toEqual([]);
});

/** Runs `up` while nobody listens at `url`, and starts the receiver there once the first test event has failed. */
async function upBeforeReceiver(
  { stack }: Setup,
  url: string,
): Promise<Run & { receiver: TestReceiver | undefined }> {
  const up = stack.start("up", "--yes", "--skip-preview");
  let starting: Promise<TestReceiver> | undefined;
  up.process.stdout?.on("data", (chunk: Buffer) => {
    if (chunk.includes("trying again")) {
      starting ??= goodReceiver(auth, Number(new URL(url).port));
    }
  });
  return { ...(await up.ended), receiver: await starting };
}
