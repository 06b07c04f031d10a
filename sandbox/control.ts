import { z } from "zod";
import { errorResponse, type ApiResponse } from "./api";
import type { Fault } from "./faults";
import { masked, maskedHeaders, maskedUrl } from "./masking";
import type { ReceivedRequest, RecordedRequest } from "./requests";
import { pathname } from "./routes";
import type { Sandbox } from "./sandbox";
import type { SettingsStore } from "./settings-store";

/** Whether a call is for the sandbox itself instead of the API it stands in for. */
export function isControl({ path }: ReceivedRequest): boolean {
  return /^\/sandbox(\/|$)/.test(pathname(path));
}

/** Responds to a call under `/sandbox/`, without any secret. */
export async function control(
  request: ReceivedRequest,
  sandbox: Sandbox,
  store: SettingsStore,
): Promise<ApiResponse> {
  const { status, body } = await outcome(request, sandbox, store);
  // Indented for readers in a terminal.
  const text = `${JSON.stringify(body, undefined, 2)}\n`;
  return { status, headers: { "content-type": "application/json" }, body: text };
}

async function outcome(
  request: ReceivedRequest,
  sandbox: Sandbox,
  store: SettingsStore,
): Promise<ApiResponse> {
  switch (`${request.method} ${pathname(request.path)}`) {
    case "GET /sandbox/settings":
      return { status: 200, body: shownSettings(store) };
    case "GET /sandbox/requests":
      return { status: 200, body: sandbox.requests.map(shownRequest) };
    case "POST /sandbox/fault":
      return queueFault(request.body, sandbox);
    case "DELETE /sandbox/fault":
      sandbox.clearFaults();
      return { status: 200, body: { faults: "none" } };
    case "POST /sandbox/deliver":
      return await sendEvent(request.body, sandbox);
    default:
      return errorResponse(404, `The sandbox knows ${CONTROL_CALLS.join(", ")}`);
  }
}

const CONTROL_CALLS = [
  "GET /sandbox/settings",
  "GET /sandbox/requests",
  "POST /sandbox/fault",
  "DELETE /sandbox/fault",
  "POST /sandbox/deliver",
];

function shownSettings(store: SettingsStore): unknown {
  return Object.fromEntries(
    [...store.all()].map(([account, interviews]) => [
      account,
      Object.fromEntries(interviews.map(([id, settings]) => [id, masked(settings)])),
    ]),
  );
}

function shownRequest({ method, path, headers, body, ...rest }: RecordedRequest): unknown {
  return { method, path: pathname(path), headers: maskedHeaders(headers), body: masked(body), ...rest };
}

function queueFault(body: unknown, sandbox: Sandbox): ApiResponse {
  const result = faultSchema.safeParse(body);
  if (!result.success) {
    return invalid(result.error);
  }
  try {
    sandbox.fail(result.data);
  } catch (error) {
    return errorResponse(400, (error as Error).message);
  }
  return { status: 200, body: { queued: Object.keys(result.data) } };
}

async function sendEvent(body: unknown, sandbox: Sandbox): Promise<ApiResponse> {
  const result = deliverSchema.safeParse(body);
  if (!result.success) {
    return invalid(result.error);
  }
  const { aiInterviewId, event, account } = result.data;
  if (account !== undefined && !sandbox.accounts.includes(account)) {
    return errorResponse(404, "No such account");
  }
  const delivery = await sandbox.deliver(aiInterviewId, event, account);
  return {
    status: 200,
    body: { ...delivery, ...(delivery.url === undefined ? {} : { url: maskedUrl(delivery.url) }) },
  };
}

function invalid(error: z.ZodError): ApiResponse {
  const reasons = error.issues.map(({ path, message }) => [...path, message].join(": "));
  return errorResponse(400, `${reasons.join("; ")}. Send JSON with Content-Type: application/json`);
}

const milliseconds = z.int().nonnegative();

const faultSchema: z.ZodType<Fault> = z.strictObject({
  status: z.int().min(200).max(599).exactOptional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  delayMs: milliseconds.exactOptional(),
  hang: z.boolean().exactOptional(),
  drop: z.enum(["before", "after"]).exactOptional(),
  redirect: z.string().exactOptional(),
  slowDrip: z.union([z.boolean(), milliseconds]).exactOptional(),
  truncate: z.boolean().exactOptional(),
  hugeBody: z.union([z.boolean(), z.int().nonnegative()]).exactOptional(),
  times: z.union([z.int().positive(), z.literal("always").transform(() => Infinity)]).exactOptional(),
  aiInterviewId: z.int().positive().exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
  seed: z.int().exactOptional(),
  apply: z.boolean().exactOptional(),
});

const deliverSchema = z.strictObject({
  aiInterviewId: z.int().positive(),
  event: z.enum(["start", "submission"]),
  account: z.string().exactOptional(),
});
