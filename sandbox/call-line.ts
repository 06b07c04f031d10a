import type { RecordedRequest } from "./requests";
import { findRoute, idIn, pathname } from "./routes";
import { validateBody, type WebhookSettings } from "./validation";

/** One printable line about a call. It is made of what is known to be harmless: no URL, no name, no value of a body. */
export function callLine(request: RecordedRequest): string {
  const settings = settingsText(request);
  return `${callText(request)} → ${request.response}${settings && `  ${settings}`}`;
}

/** What is called. */
export function callText({ method, path }: RecordedRequest): string {
  return `${method} ${targetOf(path)}`;
}

/** The switches in an update, empty for any other call. */
export function settingsText({ path, body }: RecordedRequest): string {
  const validated = validateBody(body);
  return findRoute(path)?.name === "settings" && "webhooks" in validated ? parts(validated.webhooks) : "";
}

function targetOf(path: string): string {
  const { name, id } = findRoute(path) ?? {};
  switch (idIn(id) === undefined ? undefined : name) {
    case "settings":
      return `interview ${id}`;
    case "invited":
      return `invitations of interview ${id}`;
    case "report":
      return `report ${id}`;
    default:
      return pathname(path);
  }
}

function parts({ start, submission, auth }: WebhookSettings): string {
  return [
    start && `start ${onOff(start.status)}`,
    submission && `submission ${onOff(submission.status)}`,
    auth && `auth ${auth.type} ${onOff(auth.status !== false)}`,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

function onOff(status: boolean): string {
  return status ? "on" : "off";
}
