/** Serves a bundled Worker in workerd, with the compatibility settings that the example declares. */
import { readFileSync } from "node:fs";
import { Miniflare } from "miniflare";

const declaration = readFileSync(process.env.DECLARATION, "utf8");
const worker = new Miniflare({
  port: Number(process.env.PORT),
  modules: [{ type: "ESModule", path: "receiver.mjs", contents: readFileSync(process.env.RECEIVER, "utf8") }],
  compatibilityDate: /compatibilityDate: "(.+)"/.exec(declaration)[1],
  compatibilityFlags: JSON.parse(/compatibilityFlags: (\[.+\])/.exec(declaration)[1]),
  bindings: { WEBHOOK_KEY: process.env.WEBHOOK_KEY },
});
await worker.ready;
