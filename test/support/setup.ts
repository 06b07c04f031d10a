import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox";
import { Stack, type Environment } from "./stack";

/** What a lifecycle test has: an API of its own, and a stack that is configured for it. */
export interface Setup {
  sandbox: Sandbox;
  stack: Stack;
}

const open: (() => Promise<void> | void)[] = [];

/** A fresh {@link Setup}, put away after the test. The key comes from the environment: the engine masks configured secrets in its output. */
export async function setup(options: SandboxOptions = {}, env: Environment = {}): Promise<Setup> {
  const sandbox = await startSandbox(options);
  const stack = new Stack({ XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url, ...env });
  open.push(
    () => sandbox.close(),
    () => {
      stack.remove();
    },
  );
  return { sandbox, stack };
}

/** The state and the API are as the program declares: another `up` finds no change and sends nothing. */
export async function expectNothingLeftToDo({ sandbox, stack }: Setup): Promise<void> {
  sandbox.clearRequests();
  expect(await stack.up("--expect-no-changes", "--skip-preview")).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);
}

afterEach(async () => {
  await Promise.all(
    open.splice(0).map(async (close) => {
      await close();
    }),
  );
});
