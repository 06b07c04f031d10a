import type { Customers } from "./customers";
import type { ReceivedRequest } from "./requests";
import { interviewInPath } from "./routes";
import type { SettingsStore } from "./settings-store";
import { validateBody } from "./validation";

/** A response of the API; `body` is sent as JSON unless it is a string. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The documented response to an update. */
export const success: ApiResponse = {
  status: 200,
  body: { status: "success", message: "Webhooks updated successfully" },
};

/** An error response in the form that is documented for neighbouring endpoints. */
export function errorResponse(status: number, error: string): ApiResponse {
  return { status, body: { error } };
}

/** Responds to one call as documented; a valid call changes the settings. */
export function respond(
  request: ReceivedRequest,
  customers: Customers,
  settings: SettingsStore,
): ApiResponse {
  if (interviewInPath(request.path) === undefined) {
    return errorResponse(404, "Not found");
  }
  if (request.method !== "PUT") {
    return { ...errorResponse(405, "Method not allowed"), headers: { allow: "PUT" } };
  }

  const apiKey = request.headers.apikey;
  const account = typeof apiKey === "string" ? customers.accountOf(apiKey) : undefined;
  if (account === undefined) {
    return errorResponse(401, "Invalid API key");
  }

  // Assumed: an interview of another account is a 404.
  const { aiInterviewId } = request;
  if (aiInterviewId === undefined || !customers.hasInterview(account, aiInterviewId)) {
    return errorResponse(404, "AI interview not found");
  }

  const validated = validateBody(request.body);
  if ("error" in validated) {
    return errorResponse(400, validated.error);
  }

  settings.merge(account, aiInterviewId, validated.webhooks);
  return success;
}

/** Whether the call is an update of an interview's settings, the one kind of call that faults affect. */
export function isUpdate({ method, path }: ReceivedRequest): boolean {
  return method === "PUT" && interviewInPath(path) !== undefined;
}
