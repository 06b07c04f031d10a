// The calls of a create alone, ten at once, as a script without Pulumi sends them.
const { XOBIN_BASE_URL, XOBIN_API_KEY, BENCH_INTERVIEWS } = process.env;

let next = 1;

async function worker() {
  while (next <= Number(BENCH_INTERVIEWS)) {
    const id = next;
    next += 1;
    const response = await fetch(`${XOBIN_BASE_URL}/ai-interviews/settings/webhooks/${id}`, {
      method: "PUT",
      headers: { apiKey: XOBIN_API_KEY, "Content-Type": "application/json" },
      body: JSON.stringify({
        webhooks: {
          start: { status: true, url: "https://receiver.example/v1/start" },
          submission: { status: true, url: "https://receiver.example/v1/submission" },
          auth: {
            type: "apikey",
            status: true,
            apikey: { key: "X-Webhook-Key", value: "not-a-real-secret" },
          },
        },
      }),
    });
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    }
    await response.json();
  }
}

Promise.all(Array.from({ length: 10 }, worker));
