import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks } from "../../../provider";
import { startReceiver } from "../../support/receivers";
import { registeredUnderMocks } from "../../support/registered-resources";
import { valueOf } from "../../support/value-of";

const registered = registeredUnderMocks();

test("a program that declares webhooks runs under Pulumi's mocks", async () => {
  const webhooks = await declare("receptionist", { password: "fake-password" });

  expect(await valueOf(webhooks.submission)).toEqual({ url: "https://receiver.example/submission" });
  expect(await valueOf(webhooks.aiInterviewId)).toBe(206);
  expect(registered).toMatchObject([
    {
      type: "pulumi-nodejs:dynamic/xobin:InterviewWebhooks",
      name: "receptionist",
      inputs: {
        aiInterviewId: 206,
        submission: { url: "https://receiver.example/submission" },
      },
    },
  ]);
  expect(await valueOf(webhooks.auth)).toEqual({
    type: "basic",
    basic: { username: "hooks", password: "fake-password" },
  });
});

test("a part that is not declared is an Output all the same", async () => {
  const webhooks = await declare("receptionist", { password: "fake-password" });

  expect(await valueOf(webhooks.start)).toBeUndefined();
  expect(await valueOf(webhooks.triggers)).toBeUndefined();
});

test("under Pulumi's mocks, verifyReceiver sends nothing", async () => {
  const receiver = await startReceiver((response) => response.writeHead(204).end());
  const webhooks = new InterviewWebhooks("receptionist", {
    aiInterviewId: 206,
    start: { url: receiver.url },
    verifyReceiver: true,
  });
  await valueOf(webhooks.aiInterviewId);
  expect(registered[0]?.inputs).toMatchObject({ verifyReceiver: true });
  expect(receiver.received).toEqual([]);
});

test("tests in one process do not see each other's declarations", async () => {
  await declare("first", { password: "fake-password" });
  await declare("second", { password: "fake-password" });

  expect(registered.map(({ name }) => name)).toEqual(["first", "second"]);
});

test("an auth with a password is secret for whoever reads it", async () => {
  const webhooks = await declare("receptionist", { password: "fake-password" });

  expect(await pulumi.isSecret(webhooks.auth)).toBe(true);
});

async function declare(name: string, { password }: { password: string }): Promise<InterviewWebhooks> {
  const webhooks = new InterviewWebhooks(name, {
    aiInterviewId: 206,
    submission: { url: pulumi.interpolate`https://receiver.example/submission` },
    auth: { type: "basic", basic: { username: "hooks", password } },
  });
  await valueOf(webhooks.urn);
  return webhooks;
}
