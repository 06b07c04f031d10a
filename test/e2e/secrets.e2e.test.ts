import { readFileSync } from "node:fs";
import { join } from "node:path";
import { masked, type FaultBody, type Sandbox, type WebhookSettings } from "../../sandbox";
import { callLine } from "../../sandbox/call-line";
import { base64, CANARIES, tracesIn, tracesInFiles, USERNAME } from "../support/canaries";
import { setup } from "../support/setup";
import type { Stack } from "../support/stack";
import type { Run } from "../../tools/run-process";

/** The engine masks what it knows to be secret configuration, so the secrets reach the program by its environment. */
const ENVIRONMENT = { ...CANARIES, XOBIN_API_KEY: CANARIES.CANARY_KEY, PULUMI_DEBUG_COMMANDS: "true" };

/** Both kinds of credentials, each given as a plain value and as a secret: the interviews take turns. */
const AUTHS = [
  `{ type: "basic", basic: { username: "${USERNAME}", password: PASSWORD } }`,
  `{ type: "basic", basic: { username: "${USERNAME}", password: pulumi.secret(PASSWORD) } }`,
  `{ type: "apikey", apikey: { key: "X-Webhook-Key", value: VALUE } }`,
  `{ type: "apikey", apikey: { key: "X-Webhook-Key", value: pulumi.secret(VALUE) } }`,
];

interface Declared {
  count?: number;
  firstId?: number;
  prefix?: "CANARY_" | "CANARY_NEW_";
  auths?: (string | undefined)[];
}

function declare({ count = COUNT, firstId = 1, prefix = "CANARY_", auths = AUTHS }: Declared): string {
  const resources = Array.from({ length: count }, (_, at) => {
    const auth = auths[at % auths.length];
    const args = `aiInterviewId: ${firstId + at}, start: { url: "https://receiver.example" }, auth: ${auth}`;
    return `new InterviewWebhooks("interview-${at}", { ${args} });`;
  });
  return `const { ${prefix}PASSWORD: PASSWORD, ${prefix}VALUE: VALUE } = process.env;\n${resources.join("\n")}`;
}

/** How an API may fail and repeat what it was sent and what it holds; each strikes one interview. */
const ECHOES: { status: number; body: (secrets: string[]) => FaultBody }[] = [
  { status: 422, body: (secrets) => ({ error: "Rejected", message: secrets.join(" ") }) },
  { status: 400, body: (secrets) => ({ error: JSON.stringify(secrets) }) },
  { status: 409, body: (secrets) => ({ error: JSON.stringify(JSON.stringify(secrets)) }) },
  {
    status: 422,
    body: (secrets) => ({ error: secrets.map((secret) => `${secret.slice(0, 9)}...`).join(" ") }),
  },
  { status: 422, body: (secrets) => ({ error: secrets.map((secret) => `...${secret.slice(9)}`).join(" ") }) },
  { status: 422, body: (secrets) => ({ error: "Cut", message: secrets.join().slice(0, -9) }) },
  { status: 401, body: (secrets) => ({ error: `Invalid ${secrets.map(encodeURIComponent).join("&")}` }) },
  { status: 403, body: (secrets) => ({ error: "limit_exceed", message: secrets.map(base64).join(" ") }) },
  {
    status: 404,
    body: (secrets) => ({ error: secrets.map((secret) => base64(`${USERNAME}:${secret}`)).join(" ") }),
  },
  { status: 429, body: (secrets) => ({ error: secrets.join(" ") }) },
  { status: 503, body: (secrets) => ({ message: JSON.stringify({ secrets }) }) },
  { status: 500, body: (secrets) => `<pre>${secrets.join(" ")}</pre>` },
  { status: 200, body: (secrets) => ({ status: "error", message: secrets.join(" ") }) },
  { status: 200, body: (secrets) => secrets.join(" ") },
  { status: 307, body: (secrets) => ({ error: secrets.join(" ") }) },
];
/** One more interview, whose call is cut off after it was applied: what state holds then is not confirmed. */
const COUNT = ECHOES.length + 1;

test("no secret leaks into output, logs, state or files, also when the API echoes", async () => {
  const printed: string[] = [];
  const { sandbox, stack } = await setup(
    {
      accounts: { [CANARIES.CANARY_KEY]: "default" },
      onRequest: (request) => printed.push(callLine(request), JSON.stringify(masked(request.body))),
    },
    ENVIRONMENT,
  );
  await stack.configure({ "xobin:maxRetries": 1 });
  const echoed: string[] = [];

  async function step(name: string, run: Promise<Run>): Promise<Run> {
    const { code, output } = await run;
    const found = [...tracesIn(output), ...tracesIn(printed.join("\n")), ...tracesInFiles(stack.folder)];
    expect({ name, found }).toEqual({ name, found: [] });
    return { code, output };
  }

  /** A step in which every call fails. It is logged in full. */
  async function failing(name: "up" | "destroy", number: number, firstId: number): Promise<void> {
    echo(sandbox, echoed, firstId);
    const eventLog = join(stack.folder, `events-${number}.log`);
    const options = ["--skip-preview", "--continue-on-error", "-v=9", "--logtostderr", "--logflow"];
    const { code, output } = await step(
      `failing ${name}`,
      stack.pulumi(name, "--yes", ...options, "--event-log", eventLog),
    );
    expect(code).not.toBe(0);
    expect(output).toContain("text is withheld");
    expect(readFileSync(eventLog, "utf8")).toContain("text is withheld");
    for (let id = firstId; id < firstId + COUNT; id += 1) {
      expect(output).toContain(`Interview ${id}: `);
    }
    sandbox.clearFaults();
  }

  async function fine(name: string, run: Promise<Run>): Promise<string> {
    const { code, output } = await step(name, run);
    expect({ code, output }).toMatchObject({ code: 0 });
    return output;
  }

  stack.program(declare({}));
  expectShown(await fine("preview", stack.preview("--diff")));
  await failing("up", 1, 1);
  await fine("up", stack.up("--skip-preview=false", "--json"));
  await expectSecretInputs(stack);
  await fine("no change", stack.up("--expect-no-changes", "--skip-preview"));

  const changed: Declared = { prefix: "CANARY_NEW_", auths: [AUTHS[2], AUTHS[0], undefined] };
  stack.program(declare(changed));
  await failing("up", 2, 1);
  await fine("refresh", stack.refresh());
  stack.program(declare({ ...changed, firstId: 101 }));
  await fine("replacement", stack.up("--skip-preview=false", "--diff"));
  await failing("destroy", 3, 101);
  await fine("destroy", stack.destroy());

  // The API did repeat each of them, and the search does find them.
  expect(tracesIn(echoed.join("\n"))).toHaveLength(Object.keys(CANARIES).length);
}, 900_000);

/** Every call fails, and the answer repeats what the API holds, the credential that was sent, and the key. */
function echo(sandbox: Sandbox, echoed: string[], firstId: number): void {
  ECHOES.forEach(({ status, body }, at) => {
    const aiInterviewId = firstId + at;
    sandbox.fail({
      aiInterviewId,
      times: Infinity,
      status,
      body: ({ body: sent, headers }) => {
        const { webhooks } = sent as { webhooks: WebhookSettings };
        const answer = body([
          ...credentialsOf(sandbox.settings(aiInterviewId)),
          ...credentialsOf(webhooks),
          String(headers["apikey"]),
        ]);
        echoed.push(typeof answer === "string" ? answer : JSON.stringify(answer));
        return answer;
      },
    });
  });
  sandbox.fail({ aiInterviewId: firstId + ECHOES.length, times: Infinity, drop: "after" });
}

function credentialsOf(settings: WebhookSettings | undefined): string[] {
  const { basic, apikey } = (settings?.auth ?? {}) as {
    basic?: { password: string };
    apikey?: { value: string };
  };
  return [basic?.password, apikey?.value].filter((secret) => secret !== undefined);
}

/** A preview shows everything beside the credentials. */
function expectShown(output: string): void {
  for (const line of [
    /type +: "basic"/,
    new RegExp(`username: "${USERNAME}"`),
    /password: \[secret\]/,
    /type +: "apikey"/,
    /key +: "X-Webhook-Key"/,
    /value: \[secret\]/,
  ]) {
    expect(output).toMatch(line);
  }
}

/** A plain password and a plain header value become secrets, as those that were given as such, and are inputs only. */
async function expectSecretInputs(stack: Stack): Promise<void> {
  const secret = { ciphertext: expect.any(String) as string };
  const basic = { type: "basic", status: true, basic: { username: USERNAME } };
  const apikey = { type: "apikey", status: true, apikey: { key: "X-Webhook-Key" } };
  const all = await stack.resources();
  all.sort((one, other) => Number(one.id) - Number(other.id));
  const resources = all.slice(0, AUTHS.length);
  // The credential is an input and no output.
  expect(resources.map(({ outputs }) => outputs["auth"])).toEqual([basic, basic, apikey, apikey]);
  const [withPassword, withValue] = [{ basic: { password: secret } }, { apikey: { value: secret } }];
  expect(resources.map(({ inputs }) => inputs["auth"])).toMatchObject([
    withPassword,
    withPassword,
    withValue,
    withValue,
  ]);
}
