import { d1Store, type D1Database } from "pulumi-xobin/receiver";
import { requireClient } from "./clients";
import { TABLE, type OpenStore } from "./open-store";

interface Miniflare {
  getD1Database(binding: string): Promise<D1Database>;
  dispose(): Promise<void>;
}

/** D1 in Miniflare, Cloudflare's own local version. */
export async function openD1(): Promise<OpenStore> {
  const { Miniflare } = requireClient("miniflare") as { Miniflare: new (options: object) => Miniflare };
  const worker = new Miniflare({
    modules: true,
    script: "export default { fetch: () => new Response() };",
    d1Databases: ["DB"],
  });
  const database = await worker.getD1Database("DB");
  await database.prepare(TABLE).bind().all();
  return { store: d1Store(database), close: () => worker.dispose() };
}
