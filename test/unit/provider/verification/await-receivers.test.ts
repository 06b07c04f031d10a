import { awaitReceivers, ReceiverVerificationError } from "../../../../provider/verification/await-receivers";
import { verifyAuth } from "../../../../receiver";
import { CANARIES, tracesIn } from "../../../support/canaries";
import { echo, goodReceiver, nobody, startReceiver } from "../../../support/receivers";
import type { Parts } from "../../../../provider/settings/parts";

jest.mock(
  "node:timers/promises",
  () =>
    jest.requireActual<typeof import("../../../support/skipped-waits")>("../../../support/skipped-waits")
      .skippedWaits,
);

const auth = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: CANARIES.CANARY_VALUE },
} as const;

/** Runs to its end, with the lines that it logs. */
async function wait(settings: Parts): Promise<{ lines: string[]; error: unknown }> {
  const lines: string[] = [];
  const log = (line: string) => {
    lines.push(line);
    return Promise.resolve();
  };
  const error: unknown = await awaitReceivers(settings, 206, "Interview 206", log).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(tracesIn(lines.join() + String(error) + String((error as Error | undefined)?.stack))).toEqual([]);
  return { lines, error };
}

test("receivers of events that are on are verified; one that is off gets nothing", async () => {
  const [start, submission] = [await goodReceiver(auth), await goodReceiver(auth)];
  const webhooks = {
    start: { url: start.url, status: false },
    submission: { url: submission.url, status: true },
  };

  expect(await wait({ ...webhooks, auth })).toEqual({ lines: [], error: undefined });
  expect([start.received.length, submission.received.length]).toEqual([0, 4]);

  await wait({ ...webhooks, start: { url: start.url, status: true }, auth });
  expect([start.received.length, submission.received.length]).toEqual([3, 8]);
});

test.each([404, 503])("a receiver that responds with %i until it is up is tried again", async (status) => {
  let responses = 0;
  const { url } = await startReceiver((response, { headers }) => {
    responses += 1;
    // The first three are one round.
    response.writeHead(responses <= 3 ? status : verifyAuth(headers, auth) ? 204 : 401).end();
  });

  const { lines, error } = await wait({ start: { url, status: true }, auth });

  expect(error).toBeUndefined();
  expect(lines).toEqual([
    `Interview 206: the receiver of start does not respond to a test event as it should (HTTP ${status}); trying again in 1 s.`,
  ]);
});

test("a receiver that does not come up fails with the reason and the remedy", async () => {
  const { lines, error } = await wait({ start: { url: await nobody(), status: true } });

  const delaysSeconds = lines.map((line) => Number(/trying again in (\d+) s/.exec(line)?.[1]));
  expect(delaysSeconds).toEqual([1, 2, 4, 8, 10, 10, 10, 10]);
  expect(error).toBeInstanceOf(ReceiverVerificationError);
  expect((error as Error).message).toBe(
    "Interview 206: the receiver of start does not respond to a test event as it should (ECONNREFUSED), so nothing was sent to " +
      "the API. Start the receiver, or check host and port of the declared URL and the firewall: nothing accepts connections there.",
  );
  expect((error as Error).stack).toBe("");
});

test("a receiver that lets everyone in fails at once, whatever else fails", async () => {
  let responses = 0;
  const { url } = await startReceiver((response) => {
    responses += 1;
    response.writeHead(responses === 3 ? 500 : 204).end();
  });

  const { lines, error } = await wait({ start: { url, status: true }, auth });

  expect(lines).toEqual([]);
  expect((error as Error).message).toContain("a test event without a credential as it should (HTTP 204)");
});

test("a credential that the receiver echoes is in no line and in no error", async () => {
  const { url } = await startReceiver(echo);
  const { lines, error } = await wait({ submission: { url, status: true }, auth });
  expect(lines).toHaveLength(8);
  expect((error as Error).message).toContain("HTTP 500");
});
