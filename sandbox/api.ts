import type { Customers } from "./customers";
import type { ReceivedRequest } from "./requests";
import { interviewInPath } from "./routes";
import type { SettingsStore } from "./settings-store";
import { validateBody } from "./validation";

/** What goes back to the caller; `body` is sent as JSON unless it is a string. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The documented answer to an update. */
export const success: Answer = {
  status: 200,
  body: { status: "success", message: "Webhooks updated successfully" },
};

/** An error answer in the shape seen on neighbouring endpoints. */
export function refused(status: number, error: string): Answer {
  return { status, body: { error } };
}

/** Answers one call as documented; a call that is in order changes the settings. */
export function answerCall(request: ReceivedRequest, customers: Customers, settings: SettingsStore): Answer {
  if (interviewInPath(request.path) === undefined) return refused(404, "Not found");
  if (request.method !== "PUT") return { ...refused(405, "Method not allowed"), headers: { allow: "PUT" } };

  const apiKey = request.headers.apikey;
  const account = typeof apiKey === "string" ? customers.accountOf(apiKey) : undefined;
  if (account === undefined) return refused(401, "Invalid API key");

  // Assumed: an interview that is not the account's own answers 404.
  const { aiInterviewId } = request;
  if (aiInterviewId === undefined || !customers.hasInterview(account, aiInterviewId)) {
    return refused(404, "AI interview not found");
  }

  const validated = validateBody(request.body);
  if ("error" in validated) return refused(400, validated.error);

  settings.merge(account, aiInterviewId, validated.webhooks);
  return success;
}

/** Whether the call is an update of an interview's settings, the one kind of call that faults strike. */
export function isUpdate({ method, path }: ReceivedRequest): boolean {
  return method === "PUT" && interviewInPath(path) !== undefined;
}
