import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setup } from "../support/setup";
import type { StateResource } from "../support/stack";

const FIXTURES = join(__dirname, "../fixtures/state");

/** The program whose state the fixtures are. */
const DECLARED = `
  new InterviewWebhooks("receptionist", {
    aiInterviewId: 206,
    start: { url: "https://receiver.example/start" },
    submission: { url: "https://receiver.example/submission", status: false },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-value" } },
    triggers: ["first"],
  });
  new InterviewWebhooksGroup("emea", {
    interviews: { porter: 400, "night-porter": 402 },
    start: { url: "https://receiver.example/start" },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-value" } },
  });`;

interface Exported {
  deployment: { resources: StateResource[] };
}

/** How a state of a release may differ from what this one writes. */
const VARIANTS: Record<string, (resource: StateResource) => void> = {
  "as it was written": () => undefined,
  "without properties that came later": ({ inputs, outputs }) => {
    for (const properties of [inputs, outputs] as { account?: string; start?: { status?: boolean } }[]) {
      delete properties.account;
      delete properties.start?.status;
    }
  },
};

const releases = readdirSync(FIXTURES)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));

describe.each(releases)("the state of release %s", (release) => {
  test.each(Object.entries(VARIANTS))("%s, shows no change and can be destroyed", async (_variant, vary) => {
    const { sandbox, stack } = await setup();
    const state = JSON.parse(
      readFileSync(join(FIXTURES, `${release}.json`), "utf8").replaceAll("$BASE_URL", sandbox.url),
    ) as Exported;
    state.deployment.resources.filter(({ type }) => type.includes("/xobin:")).forEach(vary);
    const file = join(stack.folder, "state.json");
    writeFileSync(file, JSON.stringify(state));
    expect(await stack.pulumi("stack", "import", "--file", file)).toMatchObject({ code: 0 });
    stack.program(DECLARED);

    expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(sandbox.requests).toEqual([]);

    expect(await stack.destroy()).toMatchObject({ code: 0 });
    const off = { status: false, url: "https://receiver.example/start" };
    const sent = Object.fromEntries<unknown>(
      sandbox.requests.map(({ aiInterviewId, body }) => [String(aiInterviewId), body]),
    );
    expect(sent).toEqual({
      206: {
        webhooks: {
          start: off,
          submission: { status: false, url: "https://receiver.example/submission" },
        },
      },
      400: { webhooks: { start: off } },
      402: { webhooks: { start: off } },
    });
  });
});
