import { createWebHandler } from "pulumi-xobin/receiver";

export default {
  fetch(request: Request, env: { WEBHOOK_KEY: string }): Promise<Response> {
    const receive = createWebHandler({
      auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: env.WEBHOOK_KEY } },
      // Yours to do: store the event. The same one may come again.
      onStart: (event) => console.log(event.invite_status, event.response_id),
      onSubmission: (event) => console.log(event.invite_status, event.response_id),
    });
    return receive(request);
  },
};
