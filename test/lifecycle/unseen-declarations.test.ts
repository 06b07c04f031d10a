import { readConfig } from "../../provider/config";
import { groupLifecycle } from "../../provider/lifecycle/group";
import type { Host } from "../../provider/lifecycle/host";
import { singleLifecycle } from "../../provider/lifecycle/single";
import { RunFolder } from "../../provider/run/run-folder";
import { RunJournal } from "../../provider/run/run-journal";
import type { GroupInputs, GroupOutputs } from "../../provider/settings/group-state";
import { startSandbox, type Sandbox } from "../../sandbox";
import { BASIC, START } from "../support/declare";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(() => {
  sandbox.clearRequests();
});
afterAll(() => sandbox.close());

/** A host of a run whose folder belongs to another user. */
const run = new RunJournal(
  new RunFolder(new Error("/tmp/hosts belongs to another user or is a link"), "127.0.0.1:43561"),
);
const host: Host = {
  log: () => Promise.resolve(),
  configResult: () =>
    readConfig(() => undefined, { XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url }),
  run: () => run,
  requireEngine: () => undefined,
};
const single = singleLifecycle(host);
const group = groupLifecycle(host);

describe("a run that cannot see the other hosts", () => {
  test("fails a delete with the remedy, sends nothing, and keeps the resource", async () => {
    await expect(single.delete("206", { aiInterviewId: 206, start: START })).rejects.toThrow(
      "Interview 206: nothing was switched off, because the program may declare it elsewhere, and the processes of this run cannot " +
        "see each other (/tmp/hosts belongs to another user or is a link). Set PULUMI_HOME to a folder that only you can write, on a " +
        "disk with space left, then run the command again.",
    );
    expect(sandbox.requests).toEqual([]);
  });

  test("goes on with creates and updates, also those that disable a part", async () => {
    const outs = await single.create({ aiInterviewId: 207, start: START, auth: BASIC });
    await single.update("207", outs.outs as never, { aiInterviewId: 207, start: START });
    expect(sandbox.settings(207)).toMatchObject({ start: START, auth: { status: false } });
  });

  test("sends what a group declares, and keeps what was removed as pending", async () => {
    const inputs: GroupInputs = { interviews: { one: 208, two: 209 }, start: START };
    const { id, outs } = (await group.create(inputs)) as { id: string; outs: GroupOutputs };
    sandbox.clearRequests();

    const failure = await group
      .update(id, outs, { interviews: { one: 208, three: 210 }, start: START })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      message: expect.stringContaining("Set PULUMI_HOME to a folder that only you can write") as string,
      properties: { aiInterviewIds: [208, 210], pending: { 209: expect.anything() as object } },
    });
    expect(sandbox.requests.map(({ aiInterviewId }) => Number(aiInterviewId))).toEqual([210]);
    expect(sandbox.settings(209)).toEqual({ start: START });
  });

  test("fails the delete of a group in one message, and sends nothing", async () => {
    await expect(group.delete("group", { aiInterviewIds: [208, 209], start: START })).rejects.toThrow(
      /^2 of 2 interviews failed\. .*\n {2}2 interviews: nothing was switched off/,
    );
    expect(sandbox.requests).toEqual([]);
  });
});
