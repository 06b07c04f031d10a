import { CANARIES } from "../support/canaries";
import { goodReceiver } from "../support/receivers";
import { expectNothingLeftToDo, setup } from "../support/setup";
import { auth, program } from "./verified";

test("turning verifyReceiver on verifies, and sends nothing to the API", async () => {
  const made = await setup({}, CANARIES);
  const { sandbox, stack } = made;
  const good = await goodReceiver(auth);
  stack.program(program(good.url).replace("verifyReceiver: true", "verifyReceiver: false"));
  await stack.up();
  expect(good.received).toEqual([]);
  sandbox.clearRequests();

  stack.program(program(good.url));
  expect((await stack.preview("--diff")).output).toMatch(/~ verifyReceiver: false => true/);
  expect(good.received).toEqual([]);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect([good.received.length, sandbox.requests.length]).toEqual([4, 0]);
  await expectNothingLeftToDo(made);

  stack.program(program(good.url).replace("verifyReceiver: true", "verifyReceiver: false"));
  await expectNothingLeftToDo(made);
  expect(good.received).toHaveLength(4);
});
