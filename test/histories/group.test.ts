import * as fc from "fast-check";
import type { GroupOutputs } from "../../provider/settings/group-state";
import { startSandbox, type Fault } from "../../sandbox";
import { SimulatedStack } from "../support/simulated-stack";

const IDS = [1, 2, 3, 4];
const PARTS = ["start", "submission", "auth"] as const;

const webhook = fc.record({ url: fc.constantFrom("https://one.example/", "https://two.example/") });
const auth = fc.constantFrom<object>(
  { type: "basic", basic: { username: "hooks", password: "fake-password" } },
  { type: "basic", basic: { username: "hooks", password: "fake-rotated-password" } },
  { type: "apikey", apikey: { key: "X-Webhook-Key", value: "fake-value" } },
);
const fault = fc.constantFrom<Fault[]>(
  { status: 500 },
  { status: 500, apply: true },
  { status: 400 },
  { drop: "before" },
  { drop: "after" },
  { truncate: true },
);

/** A group as a program declares it, and the fault of each of the calls that apply it, if any. */
const anyStep = fc.record({
  ids: fc.subarray(IDS),
  settings: fc.oneof(
    fc.record({ start: webhook, submission: webhook, auth }, { requiredKeys: ["start"] }),
    fc.record({ submission: webhook, auth }, { requiredKeys: ["submission"] }),
  ),
  faults: fc.array(fc.option(fault, { freq: 2 }), { maxLength: 4 }),
});

test("whatever the order of edits and failures, the API holds what a group declares", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 6 }), async (steps) => {
      const sandbox = await startSandbox();
      try {
        const config = { apiKey: sandbox.apiKey, baseUrl: sandbox.url, maxRetries: "0", concurrency: "1" };
        const stack = new SimulatedStack<GroupOutputs>(config, "group-lifecycle");
        for (const { ids, settings, faults } of steps) {
          const inputs = {
            interviews: Object.fromEntries(ids.map((id) => [`interview-${id}`, id])),
            ...settings,
          };
          faults.forEach((each) => {
            sandbox.fail(each ?? { delayMs: 0 });
          });
          const { error } = await stack.up(inputs);
          sandbox.clearFaults();
          if (error) {
            continue;
          }
          for (const id of IDS) {
            for (const part of PARTS) {
              const declared = ids.includes(id) ? (settings as Record<string, unknown>)[part] : undefined;
              const held = sandbox.settings(id)?.[part];
              if (declared) {
                expect({ id, [part]: held }).toEqual({ id, [part]: { status: true, ...declared } });
              } else if (part !== "auth" || ids.includes(id)) {
                expect({ id, part, on: held?.status ?? false }).toEqual({ id, part, on: false });
              }
            }
          }
          sandbox.clearRequests();
          expect((await stack.up(inputs)).error).toBeUndefined();
          expect(sandbox.requests).toEqual([]);
        }
      } finally {
        await sandbox.close();
      }
    }),
    // Each `up` loads the modules of its host afresh, so a failure is not looked at again with fewer steps.
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);
