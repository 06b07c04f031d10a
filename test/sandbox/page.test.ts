import { ask, canary, put, start, startReceiver } from "./testing";

/** Reads the first messages of the page's stream. */
async function* viewsOf(url: string): AsyncGenerator<View> {
  const response = await fetch(new URL("/sandbox/live", url));
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  let text = "";
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    yield* messages.map((message) => JSON.parse(message.replace(/^data: /, "")) as View);
  }
}

interface View {
  readonly apiKey: string | null;
  readonly interviews: readonly Record<string, unknown>[];
  readonly hidden: number;
}

test("the page runs its own script and style alone, and is framed nowhere", async () => {
  const { url } = await start();
  const response = await fetch(new URL("/", url));
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(await response.text()).not.toMatch(/ src=|@import|https?:\/\//);
});

test("the page's data are sent at once and at each change, without a secret", async () => {
  const [sandbox, receiver] = [
    await start({ accounts: { [canary.apiKey]: "default" } }),
    await startReceiver(),
  ];
  const views = viewsOf(sandbox.url);
  expect((await views.next()).value).toMatchObject({ apiKey: null, interviews: [], hidden: 0 });

  const url = `${receiver.url}/?code=${canary.value}`;
  await put(sandbox, 206, {
    submission: { status: true, url },
    auth: { type: "basic", basic: { username: "alice", password: canary.password } },
  });
  await sandbox.complete(206);
  await sandbox.complete(206, { lose: true });
  sandbox.invite(311, { customFieldId: canary.value });
  sandbox.fail({ status: 503, times: Infinity, body: canary.value, headers: { "x-key": canary.value } });
  for await (const view of views) {
    expect(JSON.stringify(view)).not.toMatch(/canary|jennifer/i);
    if (view.interviews.length === 2) {
      expect(view).toMatchObject({
        interviews: [
          {
            aiInterviewId: 206,
            settings: { submission: { url: `${receiver.url}/?***` } },
            counts: { all: 2, completed: 2, delivered: 1, lost: 1 },
            candidates: [
              { responseId: 6727, outcome: "lost" },
              { responseId: 6726, outcome: "delivered" },
            ],
          },
          { aiInterviewId: 311, settings: {}, candidates: [{ inviteStatus: "Pending" }] },
        ],
        faults: [{ text: "status 503, body, headers", left: null }],
        events: [
          { text: "submission of interview 206, response 6727. The event was lost, as asked for." },
          { text: "submission of interview 206, response 6726", outcome: "HTTP 204", isGood: true },
        ],
        calls: [{ text: "PUT interview 206: submission on, auth basic on", outcome: "200", isGood: true }],
      });
      return;
    }
  }
});

test("the page shows 100 of 10,000 interviews, and 8 of 100,000 candidates", async () => {
  const sandbox = await start();
  for (let id = 1; id <= 10_000; id++) {
    sandbox.seed(id, { start: { status: true, url: "https://example.com" } });
  }
  sandbox.invite(1, { count: 100_000 });
  const { value } = (await viewsOf(sandbox.url).next()) as { value: View };
  expect([value.interviews.length, value.hidden]).toEqual([100, 9900]);
  expect(value.interviews[0]).toMatchObject({ counts: { all: 100_000 } });
  expect(value.interviews[0]?.["candidates"]).toHaveLength(8);
});

test.each(["https://evil.example", "null", "http://127.0.0.1:1"])(
  "a page from %s can make the sandbox do nothing",
  async (origin) => {
    const sandbox = await start();
    for (const [method, name] of [
      ["POST", "fault"],
      ["POST", "deliver"],
      ["DELETE", "fault"],
    ] as const) {
      const response = await fetch(new URL(`/sandbox/${name}`, sandbox.url), {
        method,
        headers: { origin, "content-type": "text/plain" },
        body: JSON.stringify({ status: 503, aiInterviewId: 206, event: "start" }),
      });
      expect([response.status, await response.json()]).toEqual([
        403,
        { error: "Only the sandbox's own page may do this" },
      ]);
    }
    expect(sandbox.invitations(206)).toEqual([]);
  },
);

test("the sandbox's own page can make it fail", async () => {
  const sandbox = await start();
  const response = await fetch(new URL("/sandbox/fault", sandbox.url), {
    method: "POST",
    headers: { origin: new URL(sandbox.url).origin },
    body: JSON.stringify({ status: 503 }),
  });
  expect(response.status).toBe(200);
  expect((await ask(sandbox, "GET", "/sandbox/settings")).status).toBe(200);
});
