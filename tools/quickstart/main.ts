import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { FAKE_API_KEY, masked, startSandbox } from "../../sandbox";
import { engineEnv, findEngine } from "../engine";
import { exitWith, print } from "../print";
import { pulumiIn } from "./pulumi";
import { startReceiver } from "./receiver";

const ROOT = resolve(__dirname, "../..");
/** State, settings and stack configuration of this run alone: the checkout's own stacks stay untouched. */
const HOME = join(ROOT, ".quickstart");
const STACK = "sandbox";
const AI_INTERVIEW_ID = 206;

/** Declares one interview's webhooks on a real engine, and shows an event of each kind arriving where they were declared. */
async function quickstart(): Promise<void> {
  const engine = await findEngine();
  const credential = { username: "xobin", password: randomBytes(12).toString("hex") };
  const sandbox = await startSandbox();
  const receiver = await startReceiver(credential);
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME);
  const configFile = join(HOME, `Pulumi.${STACK}.yaml`);
  const pulumi = pulumiIn(ROOT, engineEnv(engine, HOME));
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

    await pulumi.shown(["up", "--yes"], stack);
    explain(`The API now holds these settings for interview ${AI_INTERVIEW_ID}:`);
    print(JSON.stringify(masked(sandbox.settings(AI_INTERVIEW_ID)), undefined, 2));

    for (const event of ["start", "submission"] as const) {
      const delivery = await sandbox.deliver(AI_INTERVIEW_ID, event);
      if (!delivery.sent || delivery.status !== 204 || !receiver.accepted.includes(event)) {
        throw new Error(`The event ${event} did not arrive: ${JSON.stringify(delivery)}`);
      }
      explain(
        `The sandbox sent the event ${event}, and the receiver accepted it with HTTP ${delivery.status}.`,
      );
    }

    await pulumi.shown(["preview", "--expect-no-changes"], stack);
    explain(
      "Nothing is left to change: the API holds the declared settings. README.md says how to go on with a key of your own.",
    );
  } finally {
    await Promise.all([sandbox.close(), receiver.close()]);
    rmSync(HOME, { recursive: true, force: true });
  }
}

/** Prints a step between the outputs of Pulumi. */
function explain(step: string): void {
  print(`\n▸ ${step}`);
}

quickstart().catch(exitWith);
