import { parseArgs } from "node:util";
import { deploy, remove } from "./stacks";

/** `npm start -- deploy 206 --receiver-url <url>` or `npm start -- remove 206`. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { "receiver-url": { type: "string" } },
  });
  const [command, id] = positionals;
  const aiInterviewId = Number(id);
  const receiverUrl = values["receiver-url"];
  const webhookKey = process.env["WEBHOOK_KEY"];
  const isNumber = Number.isSafeInteger(aiInterviewId) && aiInterviewId > 0;
  if (command === "remove" && isNumber) {
    await remove(aiInterviewId);
  } else if (command === "deploy" && isNumber && receiverUrl && webhookKey) {
    console.log(await deploy({ aiInterviewId, receiverUrl, webhookKey }));
  } else {
    console.error(
      "WEBHOOK_KEY=<key> npm start -- deploy <number> --receiver-url <url>\nnpm start -- remove <number>",
    );
    process.exitCode = 2;
  }
}

main().catch((error: unknown) => {
  // The engine's own lines are on the terminal already; the rest of the error repeats them.
  console.error(String(error).split("\n", 1)[0]);
  process.exitCode = 1;
});
