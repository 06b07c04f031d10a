import { csv } from "../../cli/output/csv";
import { table } from "../../cli/output/table";
import { declarationsIn } from "../../cli/stacks/declarations";
import { duplicatesIn } from "../../cli/stacks/duplicates";
import { duplicateText, listingJson, listingRows } from "../../cli/stacks/listing";
import { selectReceivers } from "../../cli/verification/select";

const SINGLE = "pulumi-nodejs:dynamic/xobin:InterviewWebhooks";
const GROUP = "pulumi-nodejs:dynamic/xobin:InterviewWebhooksGroup";
const STACK = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev";
const ACCOUNT = "https://app.xobin.com/api/v2";

/** A decrypted secret, as `pulumi stack export --show-secrets` has it. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

function resource(name: string, inputs: object, rest: object = {}) {
  return {
    urn: `urn:pulumi:dev::app::${SINGLE}::${name}`,
    type: SINGLE,
    parent: STACK,
    inputs: { account: ACCOUNT, ...inputs },
    outputs: {},
    ...rest,
  };
}

const deploymentOf = (...resources: object[]) => ({
  resources: [{ urn: STACK, type: "pulumi:pulumi:Stack" }, ...resources],
});

const receptionist = resource("receptionist", {
  aiInterviewId: 206,
  start: { url: "https://hooks.example/start?code=canary-token", status: true },
  submission: { url: "https://hooks.example/submission", status: false },
  auth: { type: "basic", status: true, basic: { username: "xobin", password: secret("canary-password") } },
});

test("a declaration is read with its credential, which no listing shows, nor the query of a URL", () => {
  const declarations = declarationsIn("dev", deploymentOf(receptionist));
  expect(declarations[0]?.auth?.secret).toBe("canary-password");

  expect(listingRows(declarations)).toEqual([
    ["stack", "resource", "interview", "account", "start", "submission", "auth", "state"],
    [
      "dev",
      "receptionist",
      "206",
      ACCOUNT,
      "https://hooks.example/start?***",
      "https://hooks.example/submission (off)",
      "basic xobin",
      "applied",
    ],
  ]);
  expect(listingJson(declarations, [])).toEqual({
    declarations: [
      {
        stack: "dev",
        resource: "receptionist",
        urn: receptionist.urn,
        aiInterviewId: 206,
        account: ACCOUNT,
        start: { url: "https://hooks.example/start?***", status: true },
        submission: { url: "https://hooks.example/submission", status: false },
        auth: { type: "basic", status: true, username: "xobin" },
        unconfirmed: false,
      },
    ],
    duplicates: [],
  });
});

test("other secrets are not shown either, and are used all the same", () => {
  const declarations = declarationsIn(
    "dev",
    deploymentOf(
      resource("hidden", {
        aiInterviewId: secret(311),
        start: { url: secret("https://canary.example/start"), status: true },
        auth: secret({ type: "apikey", status: false, apikey: { key: "X-Canary", value: "canary-value" } }),
      }),
    ),
  );
  const listed = JSON.stringify([listingRows(declarations), listingJson(declarations, [])]);
  expect(listed).not.toMatch(/canary|311/i);
  expect(listingRows(declarations)[1]?.slice(1)).toEqual([
    "hidden",
    "[secret]",
    ACCOUNT,
    "[secret]",
    "not declared",
    "apikey [secret] (off)",
    "applied",
  ]);
  expect(declarations[0]).toMatchObject({
    aiInterviewId: { value: 311 },
    start: { url: { value: "https://canary.example/start" } },
    auth: { name: { value: "X-Canary" }, secret: "canary-value" },
  });
});

test("components around a resource are part of its name; one that is yet to be deleted is left out", () => {
  const team = { urn: "urn:pulumi:dev::app::acme:Team::emea", type: "acme:Team", parent: STACK };
  const child = resource(
    "receptionist",
    { aiInterviewId: 1 },
    {
      urn: `urn:pulumi:dev::app::acme:Team$${SINGLE}::receptionist`,
      parent: team.urn,
    },
  );
  const names = declarationsIn(
    "dev",
    deploymentOf(
      team,
      child,
      resource("with::colons", { aiInterviewId: 2 }, { outputs: { unconfirmed: true } }),
      resource("old", { aiInterviewId: 3 }, { delete: true }),
      resource("gone", { aiInterviewId: 4 }, { pendingReplacement: true }),
      resource("other", {}, { type: "random:index/randomPassword:RandomPassword" }),
    ),
  ).map(({ resource, isUnconfirmed }) => [resource, isUnconfirmed]);
  expect(names).toEqual([
    ["emea/receptionist", false],
    ["with::colons", true],
  ]);
});

const group = resource(
  "emea",
  {
    interviews: { receptionist: 206, "head-chef": 311 },
    start: { url: "https://hooks.example/", status: true },
  },
  { type: GROUP, urn: `urn:pulumi:dev::app::${GROUP}::emea` },
);

test("a group declares each of its interviews", () => {
  const declarations = declarationsIn("dev", deploymentOf(group));
  expect(
    declarations.map(({ resource, aiInterviewId, start }) => [resource, aiInterviewId.value, start?.isOn]),
  ).toEqual([
    ["emea[receptionist]", 206, true],
    ["emea[head-chef]", 311, true],
  ]);
});

test("of a group, the interviews whose last call failed are unconfirmed, and no others", () => {
  const pending = { "311": secret({ start: { url: "https://old.example/", status: true } }) };
  const declarations = declarationsIn("dev", deploymentOf({ ...group, outputs: { pending } }));
  expect(declarations.map(({ isUnconfirmed }) => isUnconfirmed)).toEqual([false, true]);
});

test("an interview that two stacks declare is found, across groups, and one of another account is not", () => {
  const declarations = [
    ...declarationsIn("dev", deploymentOf(receptionist)),
    ...declarationsIn(
      "prod",
      deploymentOf(group, resource("other", { aiInterviewId: 206, account: `emea at ${ACCOUNT}` })),
    ),
  ];
  expect(duplicatesIn(declarations).map(duplicateText)).toEqual([
    `Interview 206 at ${ACCOUNT} is declared by receptionist of stack dev and by emea[receptionist] of stack prod: ` +
      "each undoes the changes of the other, so remove it from all but one.",
  ]);
  expect(duplicatesIn(declarations.slice(0, 1))).toEqual([]);
});

test("--only takes a resource by its own name, its whole name, or its group's name", () => {
  const declarations = declarationsIn("dev", deploymentOf(receptionist, group));
  const selected = (...only: string[]) =>
    selectReceivers(declarations, only).map(({ declaration, event }) => `${declaration.resource} ${event}`);
  expect(selected("receptionist")).toEqual(["receptionist start"]);
  // The interviews of a group have one receiver.
  expect(selected("emea")).toEqual(["emea[receptionist] start"]);
  expect(selected("emea[head-chef]", "receptionist")).toEqual([
    "receptionist start",
    "emea[head-chef] start",
  ]);
  expect(() => selected("receptionst")).toThrow(
    "--only: no resource is named receptionst; the stack declares receptionist, emea[receptionist], emea[head-chef].",
  );
});

test("CSV quotes what needs it, and holds no formula", () => {
  expect(
    csv([
      ["a", 'b "c", d', "two\nlines"],
      ["=1+1", "@x", "-1", "+1"],
    ]),
  ).toBe('a,"b ""c"", d","two\nlines"\r\n' + "'=1+1,'@x,'-1,'+1\r\n");
});

test("a table aligns its columns, and no cell acts upon the terminal", () => {
  expect(
    table([
      ["name", "n"],
      ["a\u001b[31mb\r\nc\u202ed", "1"],
      ["x", "22"],
    ]),
  ).toBe("NAME         N\na [31mb c d  1\nx            22");
});
