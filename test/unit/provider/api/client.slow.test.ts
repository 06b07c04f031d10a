import type { Log } from "../../../../provider/api/call";
import { putWebhooks } from "../../../../provider/api/webhooks";
import { startSandbox, type Fault, type Sandbox } from "../../../../sandbox";
import { CALL, configFor } from "../../../support/api-calls";
import { closeAfterTest } from "../../../support/close-after-test";
import { TRANSIENT_FAULTS } from "../../../support/transient-faults";

afterEach(() => {
  jest.restoreAllMocks();
});

test("1,000 interviews are applied, though 1 % of the calls fail in every way", async () => {
  jest.spyOn(Math, "random").mockImplementation(() => 0.05);
  const log = jest.fn(() => Promise.resolve());
  const sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
  const kinds: Fault[] = [
    ...TRANSIENT_FAULTS,
    { status: 429 },
    { status: 429, headers: { "retry-after": "1" } },
  ];
  kinds.forEach((kind) => {
    sandbox.fail({ ...kind, times: Infinity, probability: 0.01 / kinds.length });
  });
  await declareAll(sandbox, 1000, log);
  expect(log).toHaveBeenCalled();
}, 120_000);

/** Declares the interviews from 1 on, as many at once as the engine does on two cores. */
async function declareAll(sandbox: Sandbox, count: number, log: Log): Promise<void> {
  const config = configFor(sandbox, { requestTimeout: 3 });
  let next = 1;
  const worker = async () => {
    while (next <= count) {
      const aiInterviewId = next;
      next += 1;
      await putWebhooks(config, { ...CALL, aiInterviewId }, log);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  for (let id = 1; id <= count; id += 1) {
    expect(sandbox.settings(id)).toMatchObject(CALL.webhooks);
  }
}
