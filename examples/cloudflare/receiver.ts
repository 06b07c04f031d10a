import { InvalidEventError, parseEvent, verifyAuth } from "pulumi-xobin/receiver";

export default {
  /** Answers a delivery: 401 to strangers, 400 to what is no event, 204 to the rest. */
  async fetch(request: Request, env: { WEBHOOK_KEY: string }): Promise<Response> {
    const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: env.WEBHOOK_KEY } } as const;
    if (!verifyAuth(request.headers, auth)) {
      return new Response(null, { status: 401 });
    }
    try {
      const event = parseEvent(await request.text());
      // Yours to do: store it. The same event may come again.
      console.log(event.invite_status, event.response_id);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (error instanceof InvalidEventError) {
        return new Response(error.message, { status: 400 });
      }
      throw error;
    }
  },
};
