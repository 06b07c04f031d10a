/** Serves a Worker in workerd, bundled as Cloudflare's own tool does it and without compatibility flags. */
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const { outputFiles } = await build({
  entryPoints: ["receiver.ts"],
  bundle: true,
  format: "esm",
  conditions: ["workerd", "worker", "browser"],
  write: false,
});
const worker = new Miniflare({
  port: Number(process.env.PORT),
  modules: [{ type: "ESModule", path: "receiver.mjs", contents: outputFiles[0]?.text ?? "" }],
  compatibilityDate: "2026-01-01",
  bindings: { WEBHOOK_KEY: process.env.WEBHOOK_KEY ?? "" },
});
await worker.ready;
