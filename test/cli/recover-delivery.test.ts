import { deliverMissing } from "../../cli/recovery/deliver";
import { Journal } from "../../cli/recovery/journal";
import { planWindow } from "../../cli/recovery/plan";
import { planResponses } from "../../cli/recovery/plan-responses";
import type { Result } from "../../cli/recovery/result";
import { startSandbox, type Sandbox } from "../../sandbox";
import { closeAfterTest } from "../support/close-after-test";
import { nobody, startReceiver, type TestReceiver } from "../support/receivers";
import { DAY, JULY, SILENT, targetOf, WINDOW } from "./recovery-setup";

const KEY = { "X-Webhook-Key": "canary-value" };
const NOTHING = new Set<number>();

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
});

function complete(aiInterviewId: number, count = 1, at = JULY + DAY): number[] {
  return sandbox.invite(aiInterviewId, { inviteStatus: "Completed", count, at });
}

/** Plans and delivers interview 206 to the receiver. */
async function recover(url: string, concurrency = 1): Promise<Result[]> {
  const target = targetOf(sandbox, 206, { url, headers: KEY });
  const { results } = await planWindow([target], WINDOW, { arrived: NOTHING, ...SILENT });
  return deliverMissing(results, { concurrency, timeoutMs: 300, journal: undefined, ...SILENT });
}

function outcomes(results: readonly Result[]): unknown[] {
  return results.map(({ status, reason }) => (reason === undefined ? [status] : [status, reason]));
}

function idsAt({ received }: TestReceiver): number[] {
  return received.map(({ body }) => (JSON.parse(body) as { response_id: number }).response_id);
}

describe("a plan", () => {
  test("results that have arrived are there; the rest is missing, oldest first", async () => {
    const [late] = complete(206, 1, JULY + 2 * DAY);
    const [early] = complete(206, 1, JULY + DAY);
    const target = targetOf(sandbox, 206, { url: await nobody(), headers: {} });
    const { results, problems } = await planWindow([target], WINDOW, { arrived: new Set([late]), ...SILENT });
    expect(results.map(({ responseId, status }) => [responseId, status])).toEqual([
      [early, "missing"],
      [late, "there"],
    ]);
    expect(problems).toEqual([]);
    expect(sandbox.requests).toHaveLength(1);
  });

  test("an interview whose list cannot be read is a problem, and no other is", async () => {
    complete(207);
    sandbox.fail({ path: "/ai-interviews/invited/206", body: { invited: [] } });
    sandbox.fail({ path: "/ai-interviews/invited/208", status: 404, body: { error: "Jennifer" } });
    sandbox.fail({ path: "/ai-interviews/invited/209", body: [null] });
    const targets = [206, 207, 208, 209].map((id) =>
      targetOf(sandbox, id, { url: "http://[::1]", headers: {} }),
    );
    const { results, problems } = await planWindow(targets, WINDOW, { arrived: NOTHING, ...SILENT });
    expect(results).toHaveLength(1);
    expect(problems.map(({ target, text }) => [target.aiInterviewId, text.split(" (")[0]]).sort()).toEqual([
      [206, "the API did not respond with the documented result"],
      [208, "the account has no such interview"],
      [209, "the response is no list of invitations. Check xobin:baseUrl."],
    ]);
  });

  test("responses are found by id in whichever account has them, and told apart", async () => {
    const other = await startSandbox();
    closeAfterTest(() => other.close());
    other.invite(300, { count: 10 });
    const [there = 0, missing = 0, gone = 0, pending = 0, foreign = 0] = [
      ...complete(206, 3),
      ...sandbox.invite(206),
      ...complete(999),
    ];
    sandbox.deleteCandidate(206, gone);
    const [elsewhere = 0] = other.invite(301, { inviteStatus: "Completed" });
    const receiver = { url: "http://[::1]", headers: {} };
    const targets = [targetOf(sandbox, 206, receiver), targetOf(other, 301, receiver)];
    const ids = [there, missing, pending, foreign, elsewhere, 1];
    const { results } = await planResponses(targets, ids, { arrived: new Set([there]), ...SILENT });
    expect(results.map(({ target, status }) => [target?.aiInterviewId, status])).toEqual([
      [undefined, "there"],
      [206, "missing"],
      [undefined, "not-ready"],
      [undefined, "other-interview"],
      [301, "missing"],
      [undefined, "gone"],
    ]);
  });
});

describe("a delivery", () => {
  test("the report's bytes arrive as they came, with the credential and the mark", async () => {
    const [responseId = 0] = complete(206);
    const body = ` {"response_id":"${responseId}", "ai_interview_id": 206,\n"invite_status":"Completed","name":"Zoë", "score": 1.0}`;
    sandbox.fail({ path: "/ai-interviews/report", body, headers: { "content-type": "application/json" } });
    const receiver = await startReceiver((response) => response.writeHead(204).end());
    expect(outcomes(await recover(receiver.url))).toEqual([["accepted", "HTTP 204"]]);
    expect(receiver.received).toMatchObject([
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-xobin-recovered": "true",
          "x-webhook-key": "canary-value",
        },
        body,
      },
    ]);
  });

  test("a receiver gets the oldest first, one at a time", async () => {
    const [third] = complete(206, 1, JULY + 3 * DAY);
    const [first, second] = complete(206, 2, JULY + DAY);
    let atOnce = 0;
    const receiver = await startReceiver((response) => {
      expect((atOnce += 1)).toBe(1);
      setTimeout(() => {
        atOnce -= 1;
        response.writeHead(200).end();
      }, 10);
    });
    await recover(receiver.url);
    expect(idsAt(receiver)).toEqual([first, second, third]);
  });

  test("a receiver gets as many at once as asked for", async () => {
    complete(206, 12);
    let most = 0;
    let atOnce = 0;
    const receiver = await startReceiver((response) => {
      most = Math.max(most, (atOnce += 1));
      setTimeout(() => {
        atOnce -= 1;
        response.writeHead(204).end();
      }, 30);
    });
    expect(await recover(receiver.url, 4)).toHaveLength(12);
    expect(most).toBe(4);
  });

  test("a receiver that closes a kept connection gets the result by a new one", async () => {
    complete(206, 3);
    const connections = new WeakSet<object>();
    const receiver = await startReceiver((response) => {
      const { socket } = response;
      if (socket && !connections.has(socket)) {
        connections.add(socket);
        response.writeHead(204).end();
      } else {
        socket?.destroy();
      }
    });
    expect(outcomes(await recover(receiver.url))).toEqual(Array(3).fill(["accepted", "HTTP 204"]));
  });

  test("a refused result keeps no other back", async () => {
    const [refused] = complete(206, 3);
    const receiver = await startReceiver((response, { body }) =>
      response.writeHead(body.includes(`"response_id":${refused}`) ? 422 : 204).end(),
    );
    expect(outcomes(await recover(receiver.url))).toEqual([
      ["refused", "HTTP 422"],
      ["accepted", "HTTP 204"],
      ["accepted", "HTTP 204"],
    ]);
  });

  test("five failures in a row end a receiver's part, and no other receiver's", async () => {
    complete(206, 7);
    complete(207, 1);
    const bad = await startReceiver((response) => response.writeHead(500).end());
    const good = await startReceiver((response) => response.writeHead(204).end());
    const targets = [
      targetOf(sandbox, 206, { url: bad.url, headers: {} }),
      targetOf(sandbox, 207, { url: good.url, headers: {} }),
    ];
    const { results } = await planWindow(targets, WINDOW, { arrived: NOTHING, ...SILENT });
    const delivered = await deliverMissing(results, {
      concurrency: 1,
      timeoutMs: 300,
      journal: undefined,
      ...SILENT,
    });
    const end = "its receiver refused 5 results in a row, the last with HTTP 500";
    expect(outcomes(delivered)).toEqual([
      ...Array<string[]>(5).fill(["refused", "HTTP 500"]),
      ["not-sent", end],
      ["not-sent", end],
      ["accepted", "HTTP 204"],
    ]);
    expect(bad.received).toHaveLength(5);
  });

  test("an accepted result between failures keeps a receiver's part going", async () => {
    complete(206, 11);
    let count = 0;
    const receiver = await startReceiver((response) =>
      response.writeHead((count += 1) % 5 === 0 ? 204 : 500).end(),
    );
    await recover(receiver.url);
    expect(receiver.received).toHaveLength(11);
  });

  test("gone, unready, foreign and unreadable results are told apart and never sent", async () => {
    const [gone = 0, unready, foreign, broken, good] = complete(206, 5);
    sandbox.deleteCandidate(206, gone);
    const report = (responseId: number | undefined, body: Record<string, unknown> | string) => {
      sandbox.fail({ path: `/ai-interviews/report/${responseId}`, body });
    };
    report(unready, { ai_interview_id: 206, response_id: unready });
    report(foreign, { ai_interview_id: 1, response_id: foreign, invite_status: "Completed" });
    report(broken, "<html>Jennifer</html>");
    const receiver = await startReceiver((response) => response.writeHead(204).end());
    const results = await recover(receiver.url);
    expect(results.map(({ status }) => status)).toEqual([
      "gone",
      "not-ready",
      "other-interview",
      "failed",
      "accepted",
    ]);
    expect(idsAt(receiver)).toEqual([good]);
  });

  test("a row without a response id stays missing, with the reason", async () => {
    sandbox.fail({ path: "/ai-interviews/invited", body: [{ invite_status: "Completed" }] });
    expect(outcomes(await recover("http://[::1]"))).toEqual([["missing", "no readable response id"]]);
  });

  test.each<[string, Parameters<typeof startReceiver>[0]]>([
    ["HTTP 302", (response) => response.writeHead(302, { location: "https://login.example" }).end()],
    ...[
      "<!DOCTYPE html><h1>Jennifer</h1>",
      ' \ufeff<HTML lang="en">',
      "<!-- Jennifer --><html>",
      '<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<html xmlns="http://www.w3.org/1999/xhtml">',
      "<head><title>Log in</title>",
      `<!--${"x".repeat(3000)}--><body>`,
    ].map((page): [string, Parameters<typeof startReceiver>[0]] => [
      "HTTP 200 with a web page",
      (response) => response.writeHead(200).end(page),
    ]),
    ["no response within 0.3 s", () => undefined],
    ["ECONNRESET", (response) => response.socket?.resetAndDestroy()],
  ])("a receiver that gives %s has not accepted", async (reason, respond) => {
    complete(206);
    const receiver = await startReceiver(respond);
    expect(outcomes(await recover(receiver.url))).toEqual([["refused", reason]]);
  });

  test.each(["", "ok", "<ok/>", '{"page":"<html>"}', "<?xml version='1.0'?><Response/>"])(
    "a receiver that gives 2xx with %j has accepted",
    async (body) => {
      complete(206);
      const receiver = await startReceiver((response) =>
        response.writeHead(200, { "content-type": "text/html" }).end(body),
      );
      expect(outcomes(await recover(receiver.url))).toEqual([["accepted", "HTTP 200"]]);
    },
  );

  test("a full journal ends all parts after the result that is not in it", async () => {
    complete(206, 3);
    const target = targetOf(sandbox, 206, {
      url: (await startReceiver((response) => response.writeHead(204).end())).url,
      headers: {},
    });
    const journal = new Journal("/dev/full");
    const { results } = await planWindow([target], WINDOW, { arrived: NOTHING, ...SILENT });
    const delivered = await deliverMissing(results, { concurrency: 1, timeoutMs: 300, journal, ...SILENT });
    journal.close();
    expect(delivered.map(({ status }) => status)).toEqual(["accepted", "not-sent", "not-sent"]);
    expect(journal.problem).toContain(`Accepted last and not in it: ${results[0]?.responseId}.`);
  });

  test("a report of 50 MB arrives whole", async () => {
    const [responseId] = complete(206);
    const conversation = [{ content: "x".repeat(50 * 1024 * 1024) }];
    const body = { ai_interview_id: 206, response_id: responseId, invite_status: "Completed", conversation };
    sandbox.fail({ path: "/ai-interviews/report", body });
    const receiver = await startReceiver((response) => response.writeHead(204).end());
    const target = targetOf(sandbox, 206, { url: receiver.url, headers: {} });
    const { results } = await planWindow([target], WINDOW, { arrived: NOTHING, ...SILENT });
    const options = { concurrency: 1, timeoutMs: 20_000, journal: undefined, ...SILENT };
    expect(outcomes(await deliverMissing(results, options))).toEqual([["accepted", "HTTP 204"]]);
    expect(receiver.received[0]?.body).toBe(JSON.stringify(body));
  }, 60_000);
});
