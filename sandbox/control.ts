import { z } from "zod";
import { errorResponse, type ApiResponse } from "./api-response";
import { completeSchema, deleteSchema, deliverSchema, faultSchema, inviteSchema } from "./control-input";
import type { Delivery } from "./deliveries";
import type { Invitation } from "./invitations";
import { masked, maskedHeaders, maskedUrl } from "./masking";
import type { ReceivedRequest, RecordedRequest } from "./requests";
import { pathname } from "./routes";
import type { SettingsStore } from "./settings-store";
import type { Simulation } from "./simulation";

/** Whether a call is for the sandbox itself instead of the API it stands in for. */
export function isControl({ path }: ReceivedRequest): boolean {
  return /^\/sandbox(\/|$)/.test(pathname(path));
}

/** Responds to a call under `/sandbox/`, without any secret. */
export async function control(request: ReceivedRequest, simulation: Simulation): Promise<ApiResponse> {
  const { status, body } = isForeign(request)
    ? errorResponse(403, "Only the sandbox's own page may do this")
    : await respond(request, simulation);
  // Indented for readers in a terminal.
  const text = `${JSON.stringify(body, undefined, 2)}\n`;
  return { status, headers: { "content-type": "application/json" }, body: text };
}

/**
 * Whether a call is made by a page of another site. A browser names the page's origin in every call that can change something; other
 * programs name none.
 */
function isForeign({ method, headers: { origin, host } }: ReceivedRequest): boolean {
  return method !== "GET" && origin !== undefined && origin.replace(/^https?:\/\//, "") !== host;
}

async function respond(
  { method, path, body }: ReceivedRequest,
  simulation: Simulation,
): Promise<ApiResponse> {
  const call = CALLS[`${method} ${pathname(path)}`];
  if (!call) {
    return errorResponse(404, `The sandbox knows ${Object.keys(CALLS).join(", ")}`);
  }
  try {
    return { status: 200, body: await call(simulation, body) };
  } catch (error) {
    return errorResponse(
      400,
      error instanceof z.ZodError ? problemOf(error, body) : (error as Error).message,
    );
  }
}

function problemOf({ issues }: z.ZodError, body: unknown): string {
  return body === undefined
    ? "The body must be JSON"
    : issues.map(({ path, message }) => [...path, message].join(": ")).join("; ");
}

/** A call of the sandbox itself. An error that it throws is the caller's. */
type Call = (simulation: Simulation, body: unknown) => unknown;

const CALLS: Readonly<Record<string, Call>> = {
  "GET /sandbox/settings": ({ state }) => printableSettings(state.store),
  "GET /sandbox/requests": ({ sandbox }) => sandbox.requests.map(printableRequest),
  "GET /sandbox/invitations": ({ state }) => [...state.invitations.all()].map(printableInvitation),
  "POST /sandbox/invite": ({ sandbox }, body) => {
    const { aiInterviewId, account, ...options } = inviteSchema.parse(body);
    const ids = sandbox.invite(aiInterviewId, options, account);
    return { invited: ids.length, firstResponseId: ids[0], lastResponseId: ids.at(-1) };
  },
  "POST /sandbox/complete": async ({ sandbox }, body) => {
    const { aiInterviewId, account, ...options } = completeSchema.parse(body);
    return printableDelivery(await sandbox.complete(aiInterviewId, options, account));
  },
  "POST /sandbox/deliver": async ({ sandbox }, body) => {
    const { aiInterviewId, event, account, ...options } = deliverSchema.parse(body);
    return printableDelivery(await sandbox.deliver(aiInterviewId, event, options, account));
  },
  "POST /sandbox/delete": ({ sandbox }, body) => {
    const { aiInterviewId, responseId, account } = deleteSchema.parse(body);
    sandbox.deleteCandidate(aiInterviewId, responseId, account);
    return { deleted: responseId };
  },
  "POST /sandbox/fault": ({ sandbox }, body) => {
    const fault = faultSchema.parse(body);
    sandbox.fail(fault);
    return { queued: Object.keys(fault) };
  },
  "DELETE /sandbox/fault": ({ sandbox }) => {
    sandbox.clearFaults();
    return { faults: "none" };
  },
};

function printableSettings(store: SettingsStore): unknown {
  return Object.fromEntries(
    [...store.all()].map(([account, interviews]) => [
      account,
      Object.fromEntries([...interviews].map(([id, settings]) => [id, masked(settings)])),
    ]),
  );
}

function printableRequest({ method, path, headers, body, ...rest }: RecordedRequest): unknown {
  return { method, path: pathname(path), headers: maskedHeaders(headers), body: masked(body), ...rest };
}

/** Without `customFieldId`, which is the customer's own. */
function printableInvitation({ customFieldId: _, lastUpdatedAt, ...rest }: Invitation): unknown {
  return { ...rest, lastUpdatedAt: new Date(lastUpdatedAt).toISOString() };
}

function printableDelivery(delivery: Delivery): Delivery {
  return { ...delivery, ...(delivery.url !== undefined && { url: maskedUrl(delivery.url) }) };
}
