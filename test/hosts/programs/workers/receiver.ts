import { createWebHandler } from "pulumi-xobin/receiver";

export default {
  fetch(request: Request, env: { WEBHOOK_KEY: string }): Promise<Response> {
    const receive = createWebHandler({
      auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: env.WEBHOOK_KEY } },
      onSubmission: (event) => console.log(event.response_id, event.score),
    });
    return receive(request);
  },
};
