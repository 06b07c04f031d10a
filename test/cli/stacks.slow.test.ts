import { readFileSync } from "node:fs";
import { join } from "node:path";
import { base64, CANARIES, tracesIn, USERNAME } from "../support/canaries";
import { INSTALLED } from "../support/install-program";
import { echo, endlessly, goodReceiver, nobody, startReceiver } from "../support/receivers";
import { setup, type Setup } from "../support/setup";
import type { Environment } from "../support/stack";
import { inProject, npx, upSelected } from "./in-project";

const AUTH = `auth: { type: "basic", basic: { username: "${USERNAME}", password: process.env.CANARY_PASSWORD } }`;
const auth = {
  type: "basic",
  basic: { username: USERNAME, password: CANARIES.CANARY_PASSWORD },
} as const;

/** A stack with one resource for each receiver, and a group for that of `group`. */
async function declared({ group, ...receivers }: Record<string, string>): Promise<Setup> {
  const world = await setup({}, CANARIES);
  const declarations = Object.entries(receivers).map(
    ([name, url], index) =>
      `new InterviewWebhooks("${name}", { aiInterviewId: ${206 + index}, start: { url: "${url}" }, ${AUTH} });`,
  );
  const inGroup = `new InterviewWebhooksGroup("team", { interviews: { a: 901, b: 902 }, start: { url: "${group ?? ""}" }, ${AUTH} });`;
  await upSelected(world, [...declarations, ...(group ? [inGroup] : [])].join("\n"));
  return world;
}

test("verify tells every kind of receiver apart, and prints no credential", async () => {
  const respondWith = async (status: number) =>
    (await startReceiver((response) => response.writeHead(status, { location: "/elsewhere" }).end())).url;
  const world = await declared({
    good: `${(await goodReceiver(auth)).url}/start`,
    down: await nobody(),
    slow: (await startReceiver(() => undefined)).url,
    failing: await respondWith(500),
    open: await respondWith(200),
    refusing: await respondWith(401),
    redirecting: await respondWith(302),
    endless: (await startReceiver(endlessly)).url,
    echoing: (await startReceiver(echo)).url,
    group: (await goodReceiver(auth)).url,
  });

  const verify = await npx(world, ["verify", "--timeout", "1", "--json"]);
  expect(verify).toMatchObject({ status: 1, stderr: "" });
  const { ok, results } = JSON.parse(verify.stdout) as {
    ok: boolean;
    results: { resource: string; credential: string; problem: string | null; remedy: string | null }[];
  };
  expect(ok).toBe(false);
  const problems = results.map(
    ({ resource, credential, problem }) => `${resource} ${credential} ${problem ?? "ok"}`,
  );
  expect(problems.sort()).toEqual(
    [
      ...["good declared ok", "good none ok", "good wrong ok"],
      // The interviews of a group have one receiver.
      ...["team[a] declared ok", "team[a] none ok", "team[a] wrong ok"],
      "down declared down",
      "slow declared timeout",
      ...["declared", "none", "wrong"].map((credential) => `failing ${credential} server-error`),
      ...["open declared ok", "open none lets-everyone-in", "open wrong accepts-any-credential"],
      ...["refusing declared refuses-credential", "refusing none ok", "refusing wrong ok"],
      ...["redirecting declared redirect", "redirecting none no-401", "redirecting wrong no-401"],
      ...[
        "endless declared body-too-large",
        "endless none lets-everyone-in",
        "endless wrong accepts-any-credential",
      ],
      ...["declared", "none", "wrong"].map((credential) => `echoing ${credential} server-error`),
    ].sort(),
  );
  expect(results.every(({ problem, remedy }) => (problem === null) === (remedy === null))).toBe(true);

  const table = await npx(world, ["verify", "--timeout", "1", "--concurrency", "9"]);
  expect(table).toMatchObject({ status: 1, stderr: "" });
  expect(table.stdout).toContain("lets-everyone-in: Let the receiver verify the credential");
  expect(table.stdout).not.toContain("\u001b");
  const debug = JSON.stringify([verify, table]);
  expect(tracesIn(debug)).toEqual([]);
  expect(debug).not.toContain(base64(`${USERNAME}:${CANARIES.CANARY_PASSWORD}`));

  const only = await npx(world, ["verify", "--only", "good"]);
  expect(only.status).toBe(0);
  expect(only.stdout).toContain("Every receiver responds as it should.");
  expect(await npx(world, ["verify", "--only", "godo"])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: --only: no resource is named godo; [^\n]+\n$/) as string,
  });
});

test("list fails where two stacks declare one interview", async () => {
  const world = await setup({}, CANARIES);
  const program = `
    class Team extends pulumi.ComponentResource {
      constructor(name) {
        super("acme:index:Team", name);
        new InterviewWebhooks("receptionist", {
          aiInterviewId: 206, start: { url: "https://hooks.example/start" }, ${AUTH},
        }, { parent: this });
      }
    }
    new Team("emea");
    if (pulumi.getStack() === "test") {
      new InterviewWebhooksGroup("apac", {
        interviews: { porter: 401, "night-porter": 402 }, start: { url: "https://hooks.example/start" },
      });
      new InterviewWebhooks("chef", {
        aiInterviewId: 311,
        submission: { url: pulumi.secret("https://secret.example/submission"), status: false },
      });
    }`;
  await upSelected(world, program);

  const one = await npx(world, ["list"]);
  expect(one).toMatchObject({ status: 0, stderr: "" });
  const lines = one.stdout.trimEnd().split("\n");
  expect(lines[0]).toMatch(/^STACK +RESOURCE +INTERVIEW +ACCOUNT +START +SUBMISSION +AUTH +STATE$/);
  expect(lines.slice(1).join("\n")).toMatch(
    /^test +emea\/receptionist +206 +http:\S+ +https:\/\/hooks\.example\/start +not declared +basic canary-user +applied$/m,
  );
  expect(lines.slice(1).join("\n")).toMatch(/^test +apac\[porter\] +401 /m);
  expect(lines.slice(1).join("\n")).toMatch(/^test +apac\[night-porter\] +402 /m);
  expect(lines.slice(1).join("\n")).toMatch(/^test +chef +311 .* \[secret\] \(off\) +none +applied$/m);

  const up = ["up", "--yes", "--skip-preview", "--non-interactive", "--cwd", world.stack.folder];
  const inFolder = (...args: string[]) => inProject(world, ["pulumi", ...args]);
  await inFolder("stack", "init", "other", "--cwd", world.stack.folder);
  expect(await inFolder(...up, "--stack", "other")).toMatchObject({ status: 0 });

  const both = await npx(world, ["list", "--stack", "test", "--stack", "other", "--json"]);
  expect(both.status).toBe(1);
  expect(both.stderr).toMatch(
    /^Interview 206 at \S+ is declared by emea\/receptionist of stack test and by emea\/receptionist of stack other: [^\n]+\n$/,
  );
  const listed = JSON.parse(both.stdout) as { declarations: { stack: string }[] };
  expect(listed.declarations.map(({ stack }) => stack)).toEqual(["test", "test", "test", "test", "other"]);
  expect(listed).toMatchObject({
    duplicates: [
      {
        aiInterviewId: 206,
        declaredBy: [
          { stack: "test", resource: "emea/receptionist" },
          { stack: "other", resource: "emea/receptionist" },
        ],
      },
    ],
  });
  const twice = await npx(world, ["list", "--stack", "test", "--stack", "organization/test/test"]);
  expect(twice).toEqual(one);
  const asCsv = await npx(world, ["list", "--csv"]);
  expect(asCsv.stdout).toMatch(/^stack,resource,interview,account,start,submission,auth,state\r\n/);
  const printed = JSON.stringify([one, both, asCsv]);
  expect(tracesIn(printed)).toEqual([]);
  expect(printed).not.toContain("secret.example");
});

test("after a group failed in part, list and verify read what was applied", async () => {
  const world = await setup({}, CANARIES);
  const { sandbox, stack } = world;
  await stack.configure({ "xobin:maxRetries": "0", "xobin:concurrency": "1" });
  const [old, next] = [await goodReceiver(auth), await goodReceiver(auth)];
  const program = (url: string, interviews: object) =>
    `new InterviewWebhooksGroup("team", { interviews: ${JSON.stringify(interviews)}, start: { url: "${url}/start" }, ${AUTH} });`;
  await upSelected(world, program(old.url, { a: 1, b: 2, c: 3 }));

  sandbox.fail({ status: 400, aiInterviewId: 2 });
  sandbox.fail({ drop: "before", aiInterviewId: 3 });
  sandbox.fail({ status: 400, aiInterviewId: 4 });
  stack.program(program(next.url, { a: 1, b: 2, c: 3, d: 4 }));
  expect(await stack.up()).not.toMatchObject({ code: 0 });

  const listed = await npx(world, ["list", "--json"]);
  expect(listed).toMatchObject({ status: 0, stderr: "" });
  const { declarations } = JSON.parse(listed.stdout) as {
    declarations: { resource: string; start: { url: string } | null; state: string }[];
  };
  expect(declarations.map(({ resource, start, state }) => [resource, start?.url, state])).toEqual([
    ["team[a]", `${next.url}/start`, "applied"],
    ["team[b]", `${old.url}/start`, "failed"],
    ["team[c]", `${next.url}/start`, "unconfirmed"],
    ["team[4]", undefined, "failed"],
  ]);

  const verified = await npx(world, ["verify"]);
  expect(verified).toMatchObject({ status: 0, stderr: "" });
  expect(verified.stdout.match(/team\[\w\]/g)).toEqual(
    ["a", "a", "a", "b", "b", "b"].map((name) => `team[${name}]`),
  );
  expect([old.received.length, next.received.length]).toEqual([3, 3]);
  expect(tracesIn(JSON.stringify([listed, verified]))).toEqual([]);

  // The state has the credential before the failed update only, which the receiver refuses by now.
  const rotated = { ...auth, basic: { ...auth.basic, password: "another-password" } } as const;
  const third = await goodReceiver(rotated);
  sandbox.fail({ status: 400, aiInterviewId: 2 });
  stack.program(
    program(third.url, { a: 1, b: 2, c: 3 }).replace("process.env.CANARY_PASSWORD", '"another-password"'),
  );
  expect(await stack.up()).not.toMatchObject({ code: 0 });
  const stale = await npx(world, ["verify", "--only", "team[a]"]);
  expect(stale.status).toBe(1);
  expect(stale.stdout).toContain("no-credential: Run pulumi up, then verify again");
});

test("a stack that cannot be read is one sentence with exit code 2", async () => {
  const world = await declared({ receptionist: "https://hooks.example/start" });
  const { stack } = world;
  const refused = async (args: string[], env?: Environment) => {
    const { status, stdout, stderr } = await inProject(
      world,
      ["npx", "--no-install", "pulumi-xobin", ...args],
      env,
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(/^error: [^\n]+\n$/);
    expect(tracesIn(stderr)).toEqual([]);
    return stderr;
  };
  const cwd = ["--cwd", stack.folder];
  expect(await refused(["list", ...cwd, "--stack", "nope"])).toContain(
    "There is no stack nope: pulumi stack ls",
  );
  expect(await refused(["verify", ...cwd], { PULUMI_CONFIG_PASSPHRASE: "wrong" })).toContain(
    "The passphrase of stack test in PULUMI_CONFIG_PASSPHRASE is wrong.",
  );
  expect(await refused(["verify", ...cwd], { PULUMI_CONFIG_PASSPHRASE: undefined })).toContain(
    "The passphrase of stack test is not set",
  );
  expect(await refused(["list", "--cwd", "/"])).toContain("There is no Pulumi project in this folder");
  expect(
    await refused(["list", ...cwd], { PATH: "/usr/bin:/bin:" + join(process.execPath, "..") }),
  ).toContain("The Pulumi CLI was not found");

  await stack.pulumi("stack", "unselect");
  expect(await refused(["list", ...cwd])).toContain("No stack is selected: name one with --stack");
  stack.program("");
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(await refused(["verify", ...cwd, "--stack", "test"])).toContain(
    "Stack test declares no InterviewWebhooks.",
  );
});

test("the command line is a bin, of which a program loads nothing", async () => {
  const world = await setup();
  const { version } = JSON.parse(
    readFileSync(join(INSTALLED, "node_modules/pulumi-xobin/package.json"), "utf8"),
  ) as { version: string };
  expect(await inProject(world, ["npx", "--no-install", "pulumi-xobin", "--version"])).toEqual({
    status: 0,
    stdout: `${version}\n`,
    stderr: "",
  });
  const { output } = await world.stack.script("console.log(JSON.stringify(Object.keys(require.cache)));");
  const loaded = JSON.parse(output) as string[];
  expect(loaded.length).toBeGreaterThan(10);
  expect(
    loaded.filter((file) => /commander|dist\/(cli|sandbox|provider\/verification)\//.test(file)),
  ).toEqual([]);
});
