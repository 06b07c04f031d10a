import { setup } from "../support/setup";

/** Two teams, whose credentials and URLs come from whoever owns the stack. */
const TEAMS = `
  class Team extends pulumi.ComponentResource {
    constructor(name, aiInterviewId) {
      super("test:index:Team", name);
      new InterviewWebhooks(name + "-hooks", { aiInterviewId, start: { url: "https://team.example/start" } }, { parent: this });
    }
  }
  const isWebhooks = ({ type }) => type.endsWith("xobin:InterviewWebhooks");
  pulumi.runtime.registerStackTransformation((resource) =>
    isWebhooks(resource)
      ? { props: { ...resource.props, start: { url: "https://transformed.example/start" }, auth: { type: "basic", basic: { username: "hooks", password: "canary-password" } } }, opts: resource.opts }
      : undefined,
  );
  new Team("sales", 206);
  new Team("support", 207);`;

test("components and transforms decide what is applied; the credential is secret", async () => {
  const { sandbox, stack } = await setup();
  stack.program(TEAMS);

  const { code, output } = await stack.up();
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).not.toContain("canary");
  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId).sort()).toEqual([206, 207]);
  expect(sandbox.settings(206)).toEqual({
    start: { status: true, url: "https://transformed.example/start" },
    auth: { type: "basic", status: true, basic: { username: "hooks", password: "canary-password" } },
  });

  const state = await stack.exported();
  expect(JSON.stringify(state)).not.toContain("canary");
  const [resource] = await stack.resources();
  expect(resource?.inputs["auth"]).toMatchObject({
    basic: { username: "hooks", password: { ciphertext: expect.any(String) as string } },
  });
  expect(resource?.outputs["auth"]).toEqual({ type: "basic", status: true, basic: { username: "hooks" } });
  sandbox.clearRequests();

  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);

  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(sandbox.settings(207)).toMatchObject({ start: { status: false } });
});
