import type { SettingsStore } from "./settings-store.js";
import { API_PATH, pathname, type ReceivedRequest } from "./requests.js";
import { validateBody } from "./validation.js";

/** What goes back to the caller; `body` is sent as JSON unless it is a string. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What the API knows of its customers. */
export interface Customers {
  /** The account of a key. */
  accountOf(apiKey: string): string | undefined;
  hasInterview(account: string, aiInterviewId: number): boolean;
}

/** Whether the call is for the one route that the API documents for an interview's webhooks. */
export function isSettingsUpdate(request: ReceivedRequest): boolean {
  return request.method === "PUT" && isSettingsPath(request);
}

/** Answers one call as documented; a call that is in order changes the settings. */
export function answerCall(request: ReceivedRequest, customers: Customers, settings: SettingsStore): Answer {
  if (!isSettingsPath(request)) return refused(404, "Not found");
  if (request.method !== "PUT") return { ...refused(405, "Method not allowed"), headers: { allow: "PUT" } };

  const apiKey = request.headers.apikey;
  const account = typeof apiKey === "string" ? customers.accountOf(apiKey) : undefined;
  if (account === undefined) return refused(401, "Invalid API key");

  const { aiInterviewId } = request;
  if (aiInterviewId === undefined || !customers.hasInterview(account, aiInterviewId)) {
    return refused(404, "AI interview not found");
  }

  const validated = validateBody(request.body);
  if ("error" in validated) return refused(400, validated.error);

  settings.merge(account, aiInterviewId, validated.webhooks);
  return { status: 200, body: { status: "success", message: "Webhooks updated successfully" } };
}

/** An error answer in the shape seen on neighbouring endpoints. */
export function refused(status: number, error: string): Answer {
  return { status, body: { error } };
}

function isSettingsPath({ path }: ReceivedRequest): boolean {
  const prefix = `${API_PATH}/ai-interviews/settings/webhooks/`;
  return pathname(path).startsWith(prefix) && /^[^/]+$/.test(pathname(path).slice(prefix.length));
}
