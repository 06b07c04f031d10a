import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { check, configure, create, delete as delete_, diff } from "../provider/lifecycle";
import type { State } from "../provider/state";
import { startSandbox } from "./sandbox";

test("a delete that was sent before its interview was declared again does not have the last word", async () => {
  const sandbox = await startSandbox();
  const configuration: Record<string, string> = {
    "xobin:apiKey": sandbox.apiKey,
    "xobin:baseUrl": sandbox.url,
  };
  await configure({ config: { get: (key: string) => configuration[key] } } as ConfigureRequest);
  const declaration = { aiInterviewId: 206, start: { status: true, url: "https://receiver.example/start" } };
  sandbox.fail({ delayMs: 300 });

  const deleting = delete_("206", declaration);
  const { inputs } = (await check({}, declaration)) as { inputs: State };
  expect(await diff("206", inputs, inputs)).toMatchObject({ changes: true });
  const creating = create(inputs);
  await deleting;
  expect(sandbox.requests).toHaveLength(1);
  await creating;
  expect(sandbox.settings(206)).toEqual({ start: declaration.start });
  await sandbox.close();
}, 60_000);
