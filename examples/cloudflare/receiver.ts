import { createWebHandler, d1Store, type D1Database } from "pulumi-xobin/receiver";
import { missingResults } from "pulumi-xobin/results";

interface Env {
  WEBHOOK_KEY: string;
  XOBIN_API_KEY: string;
  XOBIN_BASE_URL?: string;
  AI_INTERVIEW_ID: string;
  DB: D1Database;
}

export default {
  /** Receives the events, and handles each once. */
  async fetch(request: Request, env: Env): Promise<Response> {
    await createTable(env.DB);
    const receive = createWebHandler({
      auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: env.WEBHOOK_KEY } },
      once: d1Store(env.DB),
      // Yours to do: store the event.
      onStart: (event) => console.log(event.invite_status, event.response_id),
      onSubmission: (event) => console.log(event.invite_status, event.response_id),
    });
    return receive(request);
  },

  /** Handles the results that never arrived. Called by the cron trigger. */
  async scheduled(_controller: unknown, env: Env): Promise<void> {
    await createTable(env.DB);
    const missing = missingResults({
      apiKey: env.XOBIN_API_KEY,
      baseUrl: env.XOBIN_BASE_URL,
      aiInterviewIds: [Number(env.AI_INTERVIEW_ID)],
      since: new Date(Date.now() - TWO_DAYS_MS),
      has: (responseId) => hasHandled(env.DB, responseId),
    });
    for await (const { raw, response_id } of missing) {
      const headers = { "X-Webhook-Key": env.WEBHOOK_KEY };
      const delivery = new Request("https://recover/", {
        method: "POST",
        headers,
        body: JSON.stringify(raw),
      });
      const { status } = await this.fetch(delivery, env);
      console.log(`Response ${response_id} never arrived. The receiver responded with ${status}.`);
    }
  },
};

const TWO_DAYS_MS = 48 * 3_600_000;

const TABLE =
  "CREATE TABLE IF NOT EXISTS xobin_events (key TEXT PRIMARY KEY, lease_ends BIGINT NOT NULL, completed_at BIGINT)";

async function createTable(db: D1Database): Promise<void> {
  await db.prepare(TABLE).bind().all();
}

async function hasHandled(db: D1Database, responseId: number): Promise<boolean> {
  const select = db.prepare("SELECT 1 FROM xobin_events WHERE key = ? AND completed_at IS NOT NULL");
  return (await select.bind(`${responseId}:completed`).all()).results.length > 0;
}
