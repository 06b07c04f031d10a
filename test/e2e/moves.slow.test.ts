import { expectNothingLeftToDo } from "../support/setup";
import { expectOn, MOVES, program, PROVIDER_CHANGES, PROVIDERS } from "./moves";

test("an interview that is moved back keeps its webhooks on", async () => {
  const [from, to] = [program(MOVES, "from", PROVIDERS), program(MOVES, "to", PROVIDERS)];
  await expectNothingLeftToDo(await expectOn(MOVES, [to, from]));
});

test("an interview that is moved and replaced by request keeps its webhooks on", async () => {
  const [from, to] = [program(MOVES, "from", PROVIDERS), program(MOVES, "to", PROVIDERS)];
  const { sandbox, stack } = await expectOn(MOVES, [from, to], "--replace", "**InterviewWebhooks**");

  expect(sandbox.settings(220)).toMatchObject({ submission: { status: false }, auth: { status: false } });
  await expectNothingLeftToDo({ sandbox, stack });
});

test("an interview stays on when its Provider is renamed, named or moved", async () => {
  const [from, to] = [program(PROVIDER_CHANGES, "from", []), program(PROVIDER_CHANGES, "to", [])];
  await expectNothingLeftToDo(await expectOn(PROVIDER_CHANGES, [from, to]));
});
