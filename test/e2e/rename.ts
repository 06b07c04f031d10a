import { declare, START, SUBMISSION } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";

/** The line of a delete whose interview another resource declares by now. */
export const KEPT = "Interview 206: nothing sent. The program still declares its webhooks.";

/** A replacement by `--replace`, of a resource with these options (source text), sends what is declared and no more. */
export async function expectForcedReplacement(options: string): Promise<void> {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START }, { options }));
  await stack.up();
  const [{ urn } = { urn: "" }] = await stack.resources();
  sandbox.clearRequests();

  const { code, output } = await stack.up("--skip-preview", "--replace", urn);
  expect(code).toBe(0);
  expect(output).toContain(KEPT);
  expect(sandbox.requests.map(({ body }) => body)).toEqual([{ webhooks: { start: START } }]);
  await expectNothingLeftToDo({ sandbox, stack });
}

/** Two resources with these options (source text) swap their interviews, and both end as declared. */
export async function expectSwap(options: string): Promise<void> {
  const { sandbox, stack } = await setup();
  stack.program(
    declare({ start: START }, { name: "a", options }) +
      declare({ aiInterviewId: 207, submission: SUBMISSION }, { name: "b", options }),
  );
  await stack.up();
  // What is sent first arrives last, unless the one waits for the other.
  sandbox.fail({ aiInterviewId: 206, delayMs: 1500, drop: "after" });

  stack.program(
    declare({ aiInterviewId: 207, start: START }, { name: "a", options }) +
      declare({ submission: SUBMISSION }, { name: "b", options }),
  );
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(207)).toMatchObject({ start: START, submission: { status: false } });
  expect(sandbox.settings(206)).toMatchObject({ submission: SUBMISSION, start: { status: false } });
  await expectNothingLeftToDo({ sandbox, stack });
}
