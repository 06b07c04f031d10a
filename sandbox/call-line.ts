import type { RecordedRequest } from "./requests";
import { findRoute, idIn, pathname } from "./routes";
import { validateBody, type WebhookSettings } from "./validation";

/** One printable line about a call. It is made of what is known to be harmless: no URL, no name, no value of a body. */
export function callLine({ method, path, body, response }: RecordedRequest): string {
  const line = `${method} ${targetOf(path)} → ${response}`;
  const validated = validateBody(body);
  const isUpdate = findRoute(path)?.name === "settings";
  return isUpdate && "webhooks" in validated ? `${line}  ${parts(validated.webhooks)}` : line;
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
