import { declare } from "../support/declare";
import { setup } from "../support/setup";

/** A program, as the changes below edit it. */
const DECLARED = {
  start: { url: "https://receiver.example/start" },
  submission: { url: "https://receiver.example/submission" },
  auth: { type: "basic", basic: { username: "hooks", password: "canary-password" } },
  triggers: ["2024-11-25"],
};
const KEY = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-value" } };

/** Each kind of change, by the name of its resource. `undefined` takes the declaration out of the program. */
const CHANGES: Record<string, object | undefined> = {
  "another-url": { ...DECLARED, start: { url: "https://new.example/start" } },
  "an-event-paused": { ...DECLARED, start: { ...DECLARED.start, status: false } },
  "an-event-that-leaves-the-program": { ...DECLARED, start: undefined },
  "another-password": {
    ...DECLARED,
    auth: { type: "basic", basic: { username: "hooks", password: "canary-new-password" } },
  },
  "another-user-name": {
    ...DECLARED,
    auth: { type: "basic", basic: { username: "others", password: "canary-password" } },
  },
  "another-kind-of-authentication": { ...DECLARED, auth: KEY },
  "authentication-that-leaves-the-program": { ...DECLARED, auth: undefined },
  "another-trigger": { ...DECLARED, triggers: ["2024-12-24"] },
  "another-interview": { ...DECLARED, aiInterviewId: 299 },
  "a-declaration-that-leaves-the-program": undefined,
  "another-url-and-password": {
    ...DECLARED,
    submission: { url: "https://new.example/submission" },
    auth: { type: "basic", basic: { username: "hooks", password: "canary-new-password" } },
  },
  nothing: DECLARED,
};
const NAMES = Object.keys(CHANGES);

test("the preview of each change shows a reviewer what changes, and no secret", async () => {
  const { stack } = await setup();
  const preview = async (argsOf: (name: string) => object | undefined): Promise<Shown> => {
    stack.program(program(argsOf));
    const { code, output } = await stack.preview("--diff");
    expect(code).toBe(0);
    expect(output).not.toContain("canary");
    return shownIn(output);
  };
  const created = await preview(() => DECLARED);
  await stack.up();
  const changed = await preview((name) => CHANGES[name]);

  const texts = [
    `a new declaration\n\n${created.resources.nothing}`,
    created.summary,
    ...NAMES.map((name) => `${name.replaceAll("-", " ")}\n\n${changed.resources[name] ?? "(no change)"}`),
    changed.summary,
  ];
  expect(texts.join("\n\n")).toMatchSnapshot();
  expect(Object.keys(created.resources).sort()).toEqual([...NAMES].sort());
});

function program(argsOf: (name: string) => object | undefined): string {
  return NAMES.map((name, at) => {
    const args = argsOf(name);
    return args ? declare({ aiInterviewId: 201 + at, ...args }, { name }) : "";
  }).join("");
}

/** What a reviewer reads of an output, by resource, for the engine's order differs from run to run. */
interface Shown {
  resources: Record<string, string>;
  summary: string;
}

/** Leaves out progress, the stack's own lines and what differs from run to run. */
function shownIn(output: string): Shown {
  const steady = output
    .replace(/^(@|Previewing ).*\n/gm, "")
    .replace(/^.*pulumi:pulumi:Stack: .*\n +\[urn=.*\n/gm, "")
    .replace(/^ +\[provider=.*\n/gm, "")
    .replaceAll(/127\.0\.0\.1:\d+/g, "sandbox");
  const [details = "", summary = ""] = steady.split(/^(?=Resources:)/m);
  const resources = details
    .split(/^(?= *[-+~]+ ?pulumi-nodejs:)/m)
    .map((text) => [/::([\w-]+)\]$/m.exec(text)?.[1] ?? "", text.trim()] as const);
  return { resources: Object.fromEntries(resources.filter(([, text]) => text)), summary: summary.trim() };
}
