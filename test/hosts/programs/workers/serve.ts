/**
 * Serves a Worker in workerd: `receiver.ts`, bundled as Cloudflare's own tool does it and without compatibility flags; or the bundle
 * `RECEIVER`, with the settings that the program `DECLARATION` declares.
 */
import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const { PORT, RECEIVER, DECLARATION, WEBHOOK_KEY = "", XOBIN_API_KEY, XOBIN_BASE_URL } = process.env;
const declaration = DECLARATION ? await readFile(DECLARATION, "utf8") : "";
const [, compatibilityDate = "2026-01-01"] = /compatibilityDate: "(.+)"/.exec(declaration) ?? [];
const [, flags = "[]"] = /compatibilityFlags: (\[.+\])/.exec(declaration) ?? [];

const worker = new Miniflare({
  port: Number(PORT),
  modules: [
    {
      type: "ESModule",
      path: "receiver.mjs",
      contents: RECEIVER ? await readFile(RECEIVER, "utf8") : await bundle("receiver.ts"),
    },
  ],
  compatibilityDate,
  compatibilityFlags: JSON.parse(flags) as string[],
  bindings: { WEBHOOK_KEY, ...(XOBIN_API_KEY && { XOBIN_API_KEY, XOBIN_BASE_URL, AI_INTERVIEW_ID: "206" }) },
  d1Databases: ["DB"],
  // Serves /cdn-cgi/handler/scheduled, which calls `scheduled`.
  unsafeTriggerHandlers: true,
});
await worker.ready;

async function bundle(program: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [program],
    bundle: true,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
