import { errorResponse, type ApiResponse } from "./api-response";
import type { Customers } from "./customers";
import type { Invitations } from "./invitations";
import type { ReceivedRequest } from "./requests";
import { listInvited, readReport } from "./results";
import { API_PATH, findRoute, idIn } from "./routes";
import type { SettingsStore } from "./settings-store";
import { validateBody } from "./validation";

/** What the API knows. */
export interface ApiData {
  readonly customers: Customers;
  readonly store: SettingsStore;
  readonly invitations: Invitations;
}

/** The documented response to an update. */
export const success: ApiResponse = {
  status: 200,
  body: { status: "success", message: "Webhooks updated successfully" },
};

/** Responds to one call as documented; a valid update changes the settings. */
export function respond({ method, path, headers, body }: ReceivedRequest, data: ApiData): ApiResponse {
  const { customers, store, invitations } = data;
  const route = findRoute(path);
  if (route === undefined) {
    const isElsewhere = !path.startsWith(`${API_PATH}/`);
    return errorResponse(404, isElsewhere ? `Not found: the base URL ends with ${API_PATH}` : "Not found");
  }
  if (method !== route.method) {
    return { ...errorResponse(405, "Method not allowed"), headers: { allow: route.method } };
  }

  const { apikey } = headers;
  const account = typeof apikey === "string" ? customers.accountOf(apikey) : undefined;
  if (account === undefined) {
    return errorResponse(401, "Invalid API key");
  }
  if (route.name === "report") {
    return readReport(account, path, route.id, invitations);
  }

  // Assumed: an interview of another account is a 404.
  const aiInterviewId = idIn(route.id);
  if (aiInterviewId === undefined || !customers.hasInterview(account, aiInterviewId)) {
    return errorResponse(404, "AI interview not found");
  }
  if (route.name === "invited") {
    return listInvited(account, aiInterviewId, invitations);
  }

  // Assumed: an update needs its content type.
  const validated = validateBody(isJson(headers["content-type"]) ? body : undefined);
  if ("error" in validated) {
    return errorResponse(400, validated.error);
  }
  store.merge(account, aiInterviewId, validated.webhooks);
  return success;
}

function isJson(contentType = ""): boolean {
  return /^application\/json\s*(;|$)/i.test(contentType);
}
