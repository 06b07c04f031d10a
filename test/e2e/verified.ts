import { CANARIES } from "../support/canaries";

/** The credential of the receivers. */
export const auth = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: CANARIES.CANARY_VALUE },
} as const;

/** The program: one declaration, whose credential comes from the environment. */
export function program(url: string, aiInterviewId = 206): string {
  return `new InterviewWebhooks("receptionist", {
    aiInterviewId: ${aiInterviewId},
    submission: { url: "${url}" },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.CANARY_VALUE } },
    verifyReceiver: true,
  });`;
}
