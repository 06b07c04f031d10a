import { findDuplicates, formatDuplicate, listingJson, listingRows } from "../../cli/stacks/listing";
import { readDeclarations } from "../../cli/stacks/declarations";
import { selectDeclarations } from "../../cli/stacks/select";
import { stateValue } from "../../cli/stacks/state-values";
import { UsageError } from "../../cli/usage-error";
import { receiversOf } from "../../cli/verification/verify";

const SINGLE = "pulumi-nodejs:dynamic/xobin:InterviewWebhooks";
const GROUP = "pulumi-nodejs:dynamic/xobin:InterviewWebhooksGroup";
const STACK = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev";
const PROVIDER = "urn:pulumi:dev::app::pulumi:providers:pulumi-nodejs::default";
const ACCOUNT = "https://app.xobin.com/api/v2";

/** A decrypted secret, as `pulumi stack export --show-secrets` has it. */
const secret = (value: unknown) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  plaintext: JSON.stringify(value),
});

/** A resource, whose outputs are its inputs without the credential unless `rest` says otherwise. */
function resource(name: string, inputs: Record<string, unknown>, rest: object = {}) {
  const all = { account: ACCOUNT, ...inputs };
  return {
    urn: `urn:pulumi:dev::app::${SINGLE}::${name}`,
    type: SINGLE,
    parent: STACK,
    provider: `${PROVIDER}::c471daf7`,
    inputs: all,
    outputs: outputsOf(all),
    ...rest,
  };
}

function outputsOf({ interviews, auth, ...others }: Record<string, unknown>) {
  const numbers = Object.values((interviews ?? {}) as Record<string, number>).sort((a, b) => a - b);
  return {
    ...others,
    ...(auth !== undefined && { auth: withoutSecret(auth) }),
    ...(interviews !== undefined && { aiInterviewIds: numbers }),
  };
}

/** As the program keeps it in outputs: the user or header, and no credential. */
function withoutSecret(auth: unknown): unknown {
  const text = JSON.stringify(auth, (key, value: unknown) =>
    key === "password" || key === "value" ? undefined : value,
  );
  return JSON.parse(text);
}

const deploymentOf = (...resources: object[]) => ({
  resources: [
    { urn: STACK, type: "pulumi:pulumi:Stack" },
    {
      urn: PROVIDER,
      type: "pulumi:providers:pulumi-nodejs",
      inputs: { "xobin:apiKey": secret("canary-key") },
    },
    ...resources,
  ],
});

const receptionist = resource("receptionist", {
  aiInterviewId: 206,
  start: { url: "https://hooks.example/start?code=canary-token", status: true },
  submission: { url: "https://hooks.example/submission", status: false },
  auth: { type: "basic", status: true, basic: { username: "xobin", password: secret("canary-password") } },
});

test("a listing shows neither the credential nor the query of a URL", () => {
  const declarations = readDeclarations("dev", deploymentOf(receptionist));
  expect(declarations[0]?.auth?.value).toMatchObject({ basic: { password: "canary-password" } });

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
        state: "applied",
      },
    ],
    duplicates: [],
  });
});

test("secrets of the program are used, and not listed", () => {
  const declarations = readDeclarations(
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
    start: { value: { url: "https://canary.example/start" } },
    auth: { value: { apikey: { key: "X-Canary", value: "canary-value" } } },
  });
});

test("a name has the components around it; a resource to be deleted has no row", () => {
  const team = { urn: "urn:pulumi:dev::app::acme:Team::emea", type: "acme:Team", parent: STACK };
  const child = resource(
    "receptionist",
    { aiInterviewId: 1 },
    {
      urn: `urn:pulumi:dev::app::acme:Team$${SINGLE}::receptionist`,
      parent: team.urn,
    },
  );
  const names = readDeclarations(
    "dev",
    deploymentOf(
      team,
      child,
      resource("with::colons", { aiInterviewId: 2 }),
      resource("old", { aiInterviewId: 3 }, { delete: true }),
      resource("gone", { aiInterviewId: 4 }, { pendingReplacement: true }),
      resource("other", {}, { type: "random:index/randomPassword:RandomPassword" }),
    ),
  ).map(({ resource }) => resource);
  expect(names).toEqual(["emea/receptionist", "with::colons"]);
});

const group = resource(
  "emea",
  {
    interviews: { receptionist: 206, "head-chef": 311 },
    start: { url: "https://hooks.example/", status: true },
  },
  { type: GROUP, urn: `urn:pulumi:dev::app::${GROUP}::emea` },
);

test("a group declares each of its interviews, in the order of their numbers", () => {
  const declarations = readDeclarations("dev", deploymentOf(group));
  expect(
    declarations.map(({ resource, aiInterviewId, start }) => [resource, aiInterviewId.value, start?.value]),
  ).toEqual([
    ["emea[receptionist]", 206, { status: true, url: "https://hooks.example/" }],
    ["emea[head-chef]", 311, { status: true, url: "https://hooks.example/" }],
  ]);
});

test("a declaration tells its account, base URL and provider", () => {
  const explicit = "urn:pulumi:dev::app::pulumi:providers:pulumi-nodejs::emea";
  const account = `emea at ${ACCOUNT}`;
  const [first, second] = readDeclarations(
    "dev",
    deploymentOf(
      receptionist,
      resource("other", { aiInterviewId: 2, account }, { provider: `${explicit}::id` }),
    ),
  );
  expect(first).toMatchObject({
    account: ACCOUNT,
    baseUrl: ACCOUNT,
    provider: { urn: PROVIDER, isDefault: true },
  });
  expect(stateValue(first?.provider.inputs, "xobin:apiKey").value).toBe("canary-key");
  expect(second).toMatchObject({ account, baseUrl: ACCOUNT, provider: { urn: explicit, isDefault: false } });
});

const APIKEY = { type: "apikey", status: true, apikey: { key: "X-Key", value: secret("canary-value") } };

/** A group of which the update to another URL failed for interview 311: the engine keeps the old inputs. */
function halfUpdated(pending: object, rest: object = {}) {
  const inputs = { account: ACCOUNT, interviews: { receptionist: 206, chef: 311 }, start: OLD, auth: APIKEY };
  const outputs = { ...outputsOf(inputs), start: NEW, aiInterviewIds: [206, 311, 402], pending };
  return { ...group, inputs, outputs, initErrors: ["1 of 3 interviews failed"], ...rest };
}

const OLD = { status: true, url: "https://old.example/" };
const NEW = { status: true, url: "https://new.example/" };

test("after a group failed in part, each interview shows the URL that it has", () => {
  const pending = { "311": secret({ start: OLD }), "402": secret({}) };
  const rows = listingRows(readDeclarations("dev", deploymentOf(halfUpdated(pending))));
  expect(rows.slice(1).map((row) => [row[1], row[4], row[7]])).toEqual([
    ["emea[receptionist]", NEW.url, "applied"],
    ["emea[chef]", OLD.url, "failed"],
    // The inputs do not know its name yet.
    ["emea[402]", "not applied", "failed"],
  ]);
});

test("an interview whose call got no response is unconfirmed", () => {
  const pending = { "311": secret({ start: NEW, unconfirmed: true }) };
  const single = resource("single", { aiInterviewId: 1, start: OLD });
  const states = readDeclarations(
    "dev",
    deploymentOf(halfUpdated(pending), {
      ...single,
      outputs: { ...single.outputs, start: NEW, unconfirmed: true },
    }),
  ).map(({ resource, start, state }) => [resource, start?.value.url, state]);
  expect(states).toEqual([
    ["emea[receptionist]", NEW.url, "applied"],
    ["emea[chef]", NEW.url, "unconfirmed"],
    ["emea[402]", NEW.url, "applied"],
    ["single", NEW.url, "unconfirmed"],
  ]);
});

test("resources on which a killed engine was at work are unconfirmed", () => {
  const created = resource("new", { aiInterviewId: 2, start: NEW }, { outputs: undefined });
  const deployment = {
    ...deploymentOf(receptionist, resource("other", { aiInterviewId: 3 })),
    pending_operations: [
      { type: "updating", resource: receptionist },
      { type: "creating", resource: created },
    ],
  };
  const states = readDeclarations("dev", deployment).map(({ resource, start, state }) => [
    resource,
    start?.value.url,
    state,
  ]);
  expect(states).toEqual([
    ["receptionist", "https://hooks.example/start?code=canary-token", "unconfirmed"],
    ["other", undefined, "applied"],
    ["new", NEW.url, "unconfirmed"],
  ]);
});

test("a secret URL that is applied and no input any more stays a secret", () => {
  const kept = resource("kept", { aiInterviewId: 1, submission: NEW });
  const outputs = { ...kept.outputs, start: secret(OLD), submission: secret(NEW), unconfirmed: true };
  const rows = listingRows(readDeclarations("dev", deploymentOf({ ...kept, outputs })));
  expect(rows[1]?.slice(4, 6)).toEqual(["[secret]", NEW.url]);
});

test("the credential of another user or header is not taken for the applied one", () => {
  const auth = { type: "apikey", status: true, apikey: { key: "X-Other" } };
  const [declaration] = readDeclarations(
    "dev",
    deploymentOf({ ...receptionist, outputs: { ...receptionist.outputs, auth } }),
  );
  expect(declaration?.auth?.value).toEqual(auth);
});

test("resources of a state that contain each other are one sentence", () => {
  const [a, b] = ["a", "b"].map((name) => resource(name, { aiInterviewId: 1 }));
  const deployment = deploymentOf({ ...a, parent: b?.urn }, { ...b, parent: a?.urn });
  expect(() => readDeclarations("dev", deployment)).toThrow(
    `The state is damaged: ${a?.urn ?? ""} is among its own parents.`,
  );
});

test.each([
  { resources: {} },
  { resources: [null] },
  { resources: [{ type: "pulumi:pulumi:Stack" }] },
  { resources: [], pending_operations: [{}] },
])("the state %j is damaged", (deployment) => {
  expect(() => readDeclarations("dev", deployment)).toThrow(
    new UsageError(
      "The state of stack dev is damaged: repair it by pulumi stack export and pulumi stack import.",
    ),
  );
});

test("a secret of the state that is no JSON is not repeated", () => {
  const password = { ...secret(""), plaintext: "canary-password" };
  const deployment = deploymentOf(resource("a", { aiInterviewId: 206, start: { url: password } }));
  expect(() => readDeclarations("dev", deployment)).toThrow(
    new UsageError("The state is damaged: it has a secret that is no JSON."),
  );
});

test("an interview that two stacks declare is a duplicate, in one account", () => {
  const declarations = [
    ...readDeclarations("dev", deploymentOf(receptionist)),
    ...readDeclarations(
      "prod",
      deploymentOf(group, resource("other", { aiInterviewId: 206, account: `emea at ${ACCOUNT}` })),
    ),
  ];
  expect(findDuplicates(declarations).map(formatDuplicate)).toEqual([
    `Interview 206 at ${ACCOUNT} is declared by receptionist of stack dev and by emea[receptionist] of stack prod: ` +
      "each undoes the changes of the other, so remove it from all but one.",
  ]);
  expect(findDuplicates(declarations.slice(0, 1))).toEqual([]);
});

test("--only takes a resource by its own name, its whole name, or its group", () => {
  const team = { urn: "urn:pulumi:dev::app::acme:Team::team", type: "acme:Team", parent: STACK };
  const declarations = readDeclarations(
    "dev",
    deploymentOf(receptionist, team, { ...group, parent: team.urn }),
  );
  const select = (...only: string[]) =>
    selectDeclarations(declarations, only).map(({ resource }) => resource);
  expect(select("receptionist")).toEqual(["receptionist"]);
  const members = ["team/emea[receptionist]", "team/emea[head-chef]"];
  expect(select("emea")).toEqual(members);
  expect(select("team/emea")).toEqual(members);
  expect(select("emea[head-chef]")).toEqual([members[1]]);
  expect(select("team/emea[head-chef]", "receptionist")).toEqual(["receptionist", members[1]]);
  expect(() => select("receptionst")).toThrow(
    "--only: no resource is named receptionst; the stack declares receptionist, team/emea[receptionist], team/emea[head-chef].",
  );
});

test("a group is verified once, with the lowest number, and once for what failed", () => {
  const verified = (resource: object) =>
    receiversOf(readDeclarations("dev", deploymentOf(resource))).map(({ declaration, event, webhook }) =>
      [declaration.aiInterviewId.value, event, webhook.value.url].join(" "),
    );
  expect(verified(group)).toEqual(["206 start https://hooks.example/"]);
  expect(verified(halfUpdated({ "206": secret({ start: OLD }), "402": secret({}) }))).toEqual([
    `206 start ${OLD.url}`,
    `311 start ${NEW.url}`,
  ]);
});
