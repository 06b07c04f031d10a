import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FAKE_API_KEY, masked, startSandbox, type Sandbox } from "../../sandbox";
import { engineEnv, findEngine } from "../engine";
import { exitWith, print } from "../print";
import { pulumiIn } from "./pulumi";
import { startReceiver, type Receiver } from "./receiver";
import { recoveryIn } from "./recovery";

const ROOT = resolve(__dirname, "../..");
/** State, settings and stack configuration of this run alone: the checkout's own stacks stay untouched. */
const HOME = join(ROOT, ".quickstart");
const STACK = "sandbox";
const AI_INTERVIEW_ID = 206;

/**
 * Declares one interview's webhooks on a real engine, shows an event of each kind arriving where they were declared, and recovers one
 * that was lost.
 */
async function quickstart(): Promise<void> {
  const engine = await findEngine();
  const credential = { username: "xobin", password: randomBytes(12).toString("hex") };
  const sandbox = await startSandbox();
  const receiver = await startReceiver(credential);
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME);
  const configFile = join(HOME, `Pulumi.${STACK}.yaml`);
  const env = engineEnv(engine, HOME);
  const pulumi = pulumiIn(ROOT, env);
  const stack = ["--stack", STACK, "--config-file", configFile];

  try {
    explain(`A sandbox stands in for the API at ${sandbox.url}, and a receiver listens at ${receiver.url}.`);
    await pulumi.quietly(["stack", "init", STACK]);
    // `stack init` knows no --config-file: it writes the stack's file beside Pulumi.yaml.
    renameSync(join(ROOT, `Pulumi.${STACK}.yaml`), configFile);
    await pulumi.quietly([
      ...["config", "set-all", ...stack],
      ...["--plaintext", `xobin:baseUrl=${sandbox.url}`, "--secret", `xobin:apiKey=${FAKE_API_KEY}`],
      ...["--plaintext", `aiInterviewId=${AI_INTERVIEW_ID}`, "--plaintext", `receiverUrl=${receiver.url}`],
      ...["--plaintext", `username=${credential.username}`, "--secret", `password=${credential.password}`],
    ]);

    await pulumi.show(["up", "--yes"], stack);
    explain(`The API now holds these settings for interview ${AI_INTERVIEW_ID}:`);
    print(JSON.stringify(masked(sandbox.settings(AI_INTERVIEW_ID)), undefined, 2));

    for (const event of ["start", "submission"] as const) {
      const delivery = await sandbox.deliver(AI_INTERVIEW_ID, event);
      if (delivery.status !== 204 || !receiver.accepted.includes(`${event} ${delivery.responseId}`)) {
        throw new Error(`The event ${event} did not arrive: ${JSON.stringify(delivery)}`);
      }
      explain(
        `The sandbox sent the event ${event}, and the receiver accepted it with HTTP ${delivery.status}.`,
      );
    }

    await loseSubmission(sandbox, receiver);
    await recoverSubmission(receiver, { ...env, XOBIN_API_KEY: FAKE_API_KEY });

    await pulumi.show(["preview", "--expect-no-changes"], stack);
    explain(
      "Nothing is left to change: the API holds the declared settings. README.md says how to go on with a key of your own.",
    );
  } finally {
    await Promise.all([sandbox.close(), receiver.goDown()]);
    rmSync(HOME, { recursive: true, force: true });
  }
}

/** Lets a candidate submit the interview while the receiver is down. */
async function loseSubmission(sandbox: Sandbox, receiver: Receiver): Promise<void> {
  await receiver.goDown();
  const { responseId, sent } = await sandbox.complete(AI_INTERVIEW_ID);
  await receiver.comeBack();
  if (sent) {
    throw new Error("The submission was not lost.");
  }
  explain(
    `The receiver was down for a moment: the submission of response ${responseId} is lost, and nobody was told.`,
  );
}

/** Finds the lost submission, delivers it, and looks again. */
async function recoverSubmission(receiver: Receiver, env: NodeJS.ProcessEnv): Promise<void> {
  const recovery = recoveryIn(HOME, ROOT, STACK, env);
  const recover = async (args: string[], exitCode: number): Promise<void> => {
    // What a receiver's store would print. A start event says nothing about its submission.
    const submissions = receiver.accepted.filter((event) => event.startsWith("submission "));
    const lines = submissions.map((event) => `${event.replace("submission ", "")}\n`);
    writeFileSync(join(HOME, "arrived.txt"), lines.join(""));
    await recovery.show(["--since", "1h", "--have", "arrived.txt", ...args], exitCode);
  };
  await recover([], 1);
  await recover(["--deliver"], 0);
  await recover([], 0);
}

/** Prints a step between the outputs of Pulumi. */
function explain(step: string): void {
  print(`\n▸ ${step}`);
}

quickstart().catch(exitWith);
