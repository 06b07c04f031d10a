import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyAuth } from "../../receiver";
import { CANARIES, tracesIn, tracesInFiles, USERNAME } from "../support/canaries";
import { startReceiver } from "../support/receivers";
import { setup, type Setup } from "../support/setup";
import { inProject, npx, upSelected, type CommandResult } from "./in-project";

const { CANARY_KEY, CANARY_NEW_VALUE, CANARY_PASSWORD } = CANARIES;
const DAY = 24 * 3_600_000;

/** What the sandbox says of its candidates and their results. */
const PERSONAL =
  /jennifer|gross|mailinator|greets|recommended|example\.com|communication|scheduling|\b(81|84|92)\b/i;

interface Outcome {
  readonly ok: boolean;
  readonly results: {
    readonly resource: string | null;
    readonly responseId: number;
    readonly status: string;
    readonly reason: string | null;
  }[];
}

function rows({ stdout }: CommandResult): string[] {
  return (JSON.parse(stdout) as Outcome).results.map(
    ({ resource, responseId, status }) => `${resource ?? "?"} ${responseId} ${status}`,
  );
}

/** A single interview, a group of another account whose key is in the state, and a third account's interview whose key is not. */
function programFor(url: string): string {
  return `
    const parts = {
      submission: { url: "${url}/submission?token=canary-token" },
      auth: { type: "basic", basic: { username: "${USERNAME}", password: process.env.CANARY_PASSWORD } },
    };
    const emea = new Provider("emea", { account: "emea", apiKey: process.env.CANARY_NEW_VALUE });
    const apac = new Provider("apac", { account: "apac-south" });
    new InterviewWebhooks("single", { aiInterviewId: 206, ...parts });
    new InterviewWebhooksGroup("team", { interviews: { a: 301, b: 302 }, ...parts }, { provider: emea });
    new InterviewWebhooks("far", { aiInterviewId: 401, ...parts }, { provider: apac });
    new InterviewWebhooks("off", { aiInterviewId: 501, submission: { ...parts.submission, status: false } });`;
}

async function declare(url: string): Promise<Setup> {
  const world = await setup(
    { accounts: { [CANARY_KEY]: "default", [CANARY_NEW_VALUE]: "emea" } },
    { ...CANARIES, XOBIN_API_KEY: CANARY_KEY },
  );
  await upSelected(world, programFor(url));
  return world;
}

test("recover plans and delivers for several accounts, and keeps nothing personal", async () => {
  const auth = { type: "basic", basic: { username: USERNAME, password: CANARY_PASSWORD } } as const;
  const receiver = await startReceiver((response, { headers }) =>
    response.writeHead(verifyAuth(headers, auth) ? 204 : 401).end(),
  );
  const world = await declare(receiver.url);
  const { sandbox, stack } = world;
  const journal = join(stack.folder, "recovered.txt");
  const at = Date.now() - DAY;
  const [there, missing] = sandbox.invite(206, { inviteStatus: "Completed", count: 2, at });
  const [inGroup] = sandbox.invite(302, { inviteStatus: "Completed", at }, "emea");
  const [far] = sandbox.invite(401, { inviteStatus: "Completed", at });
  sandbox.invite(501, { inviteStatus: "Completed", at });
  const files = readdirSync(stack.folder);

  const withoutKey = await npx(world, ["recover", "--since", "7d"]);
  expect(withoutKey).toMatchObject({
    status: 2,
    stdout: "",
    stderr: `error: The API key of the account apac-south at ${sandbox.url} is not at hand: the state has none, so set it in XOBIN_API_KEY_APAC_SOUTH.\n`,
  });

  stack.setEnvironment({ XOBIN_API_KEY_APAC_SOUTH: CANARY_KEY });
  const have = `${there}\n`;
  const plan = await npx(world, ["recover", "--since", "7d", "--have", "-", "--json"], {}, have);
  expect(plan).toMatchObject({ status: 1, stderr: "" });
  expect(rows(plan).sort()).toEqual([
    `far ${far} missing`,
    `single ${there} there`,
    `single ${missing} missing`,
    `team[b] ${inGroup} missing`,
  ]);
  expect(receiver.received).toEqual([]);

  const options = ["recover", "--since", "7d", "--have", "-", "--deliver", "--journal", journal];
  const delivery = await npx(world, options, {}, have);
  expect(delivery).toMatchObject({ status: 0, stderr: "" });
  expect(delivery.stdout).toMatch(/^STACK +RESOURCE +INTERVIEW +RESPONSE +COMPLETED AT +STATUS +REASON$/m);
  expect(delivery.stdout).toContain(
    "3 results delivered and accepted; of 4 results completed in the window, none is missing.",
  );
  expect(receiver.received).toHaveLength(3);
  expect(receiver.received[0]).toMatchObject({ path: "/submission?token=canary-token" });
  expect(readFileSync(journal, "utf8").split("\n").sort()).toEqual(
    ["", far, missing, inGroup].map(String).sort(),
  );

  const again = await npx(world, [...options, "--csv"], {}, have);
  expect(again.status).toBe(0);
  expect(again.stdout).toMatch(/^stack,resource,interview,response,completed at,status,reason\r\n/);
  expect(receiver.received).toHaveLength(3);

  const one = await npx(world, [
    "recover",
    "--only",
    "team[b]",
    "--response",
    String(inGroup),
    "--deliver",
    "--json",
  ]);
  expect(rows(one)).toEqual([`team[b] ${inGroup} accepted`]);

  const printed = JSON.stringify([withoutKey, plan, delivery, again, one]);
  expect(tracesIn(printed)).toEqual([]);
  expect(printed).not.toMatch(PERSONAL);
  expect(printed).not.toContain("canary-token");
  expect(tracesInFiles(stack.folder)).toEqual([]);
  expect(readdirSync(stack.folder).sort()).toEqual([...files, "recovered.txt", "script.js"].sort());
});

test("recover takes the default account's key from the stack's configuration", async () => {
  const receiver = await startReceiver((response) => response.writeHead(204).end());
  const world = await declare(receiver.url);
  const { sandbox, stack } = world;
  await stack.configure({ "xobin:apiKey": CANARY_KEY });
  const [responseId] = sandbox.invite(206, { inviteStatus: "Completed" });
  const args = ["recover", "--since", "1h", "--only", "single", "--json"];
  expect(rows(await npx(world, args, { XOBIN_API_KEY: "wrong" }))).toEqual([`single ${responseId} missing`]);

  const line = `npx --no-install pulumi-xobin ${args.slice(0, -1).join(" ")} --cwd ${stack.folder}`;
  sandbox.fail({ delayMs: 1500, path: "/ai-interviews/invited" });
  const onTerminal = await inProject(world, ["script", "-qec", line, "/dev/null"], {
    TERM: "xterm-256color",
    // Whatever the environment of the tests says of colors, as in CI.
    FORCE_COLOR: "1",
    NO_COLOR: undefined,
  });
  expect(onTerminal.stdout).toMatch(
    /\r\u001b\[KReading interviews: 1 of 1; results found: 1\r\u001b\[K\S*STACK /,
  );

  await stack.configure({});
  const refused = await npx(world, args, { XOBIN_API_KEY: "wrong" });
  expect(refused).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /^Interview 206 \(single of stack test\): the API key was refused \(HTTP 401/,
    ) as string,
  });
  expect(JSON.parse(refused.stdout)).toMatchObject({
    ok: false,
    results: [],
    problems: [{ aiInterviewId: 206 }],
  });
  const none = await npx(world, ["recover", "--since", "1h", "--only", "off"]);
  expect(none).toMatchObject({
    status: 2,
    stderr: "error: No submission is on, so there is nothing to recover: declare one and run pulumi up.\n",
  });
});
