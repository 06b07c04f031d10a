import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox";
import { closeAfterTest } from "./close-after-test";
import { Stack, type Environment } from "./stack";

/** The parts of a lifecycle test: an API of its own, and a stack that is configured for it. */
export interface Setup {
  sandbox: Sandbox;
  stack: Stack;
}

/** Creates a {@link Setup} for one test. The key comes from the environment: the engine masks configured secrets in its output. */
export async function setup(options: SandboxOptions = {}, env: Environment = {}): Promise<Setup> {
  const sandbox = await startSandbox(options);
  closeAfterTest(() => sandbox.close());
  const stack = new Stack({ XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url, ...env });
  closeAfterTest(() => {
    stack.remove();
  });
  return { sandbox, stack };
}

/** Expects that state and API equal the declaration: another `up` finds no change and sends nothing. */
export async function expectNothingLeftToDo({ sandbox, stack }: Setup): Promise<void> {
  sandbox.clearRequests();
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);
}
