import type { RecordedRequest } from "./requests";
import { pathname } from "./routes";
import { validateBody, type WebhookSettings } from "./validation";

/** One printable line about a call. It is made of what is known to be harmless: no URL, no name, no value of a body. */
export function callLine(request: RecordedRequest): string {
  const { method, aiInterviewId, answered } = request;
  const target = aiInterviewId === undefined ? pathname(request.path) : `interview ${aiInterviewId}`;
  const line = `${method} ${target} → ${answered}`;
  const validated = validateBody(request.body);
  return aiInterviewId === undefined || "error" in validated ? line : `${line}  ${parts(validated.webhooks)}`;
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
