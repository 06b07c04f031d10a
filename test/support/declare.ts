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
  /** The resource's name. */
  name?: string;
  /** The resource's options: plain ones, or the text of an expression. */
  options?: object | string;
}

/** The statement of a program that declares an interview: 206, unless `args` name another. */
export function declare(args: object, { name = "receptionist", options }: Resource = {}): string {
  return statement("InterviewWebhooks", name, { aiInterviewId: 206, ...args }, options);
}

/** The statement of a program that declares a group, with the event `start` unless `args` name another. */
export function declareGroup(
  interviews: Record<string, number>,
  args: object = { start: START },
  { name = "emea", options }: Resource = {},
): string {
  return statement("InterviewWebhooksGroup", name, { interviews, ...args }, options);
}

/** The statement of a program that makes a `Provider`, in a variable of its name. */
export function declareProvider(name: string, args: object = {}, options?: object | string): string {
  return `const ${name} = ${statement("Provider", name, args, options)}`;
}

function statement(resource: string, name: string, args: object, options: object | string = {}): string {
  const text = typeof options === "string" ? options : JSON.stringify(options);
  return `new ${resource}("${name}", ${JSON.stringify(args)}, ${text});\n`;
}
