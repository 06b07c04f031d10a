/** The parts that tests declare, as the API holds them. */
export const START = { status: true, url: "https://receiver.example/start" };
export const SUBMISSION = { status: true, url: "https://receiver.example/submission" };
export const BASIC = {
  type: "basic",
  status: true,
  basic: { username: "hooks", password: "canary-password" },
} as const;
export const APIKEY = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: "canary-value" },
} as const;

/** How a declaration differs from that of one resource without options. */
interface Resource {
  /** @default "receptionist" */
  name?: string;
  /** The resource's options: plain ones, or the text of an expression. */
  options?: object | string;
}

/** The statement of a program that declares an interview: 206, unless `args` name another. */
export function declare(args: object, { name = "receptionist", options = {} }: Resource = {}): string {
  const declared = JSON.stringify({ aiInterviewId: 206, ...args });
  const text = typeof options === "string" ? options : JSON.stringify(options);
  return `new InterviewWebhooks("${name}", ${declared}, ${text});\n`;
}
