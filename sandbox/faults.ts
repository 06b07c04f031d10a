import { validateHeaderName, validateHeaderValue } from "node:http";
import type { ReceivedRequest } from "./requests";
import { API_PATH, findRoute, pathname } from "./routes";

/**
 * One failure of a documented call.
 *
 * A fault that replaces the documented response (a `status` other than 2xx, `body`, `redirect`, `hang`, `drop: "before"`)
 * leaves the settings as they were. A fault that only degrades that response (`delayMs`, `headers`, `slowDrip`, `truncate`,
 * `hugeBody`, `drop: "after"`) comes after the change was applied. `apply` overrides both.
 */
export interface Fault {
  /** Status code of the response. @default 302 with `redirect`, else 200 */
  readonly status?: number;
  /**
   * The response body: a string is sent as it is (HTML unless `headers` say otherwise), anything else as JSON; a function makes it from
   * the request.
   *
   * @default an `error` in JSON
   */
  readonly body?: FaultBody | ((request: ReceivedRequest) => FaultBody);
  /** Headers of the response, in addition to or instead of the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds to wait before the response, or before the drop. @default 0 */
  readonly delayMs?: number;
  /** Never responds; the connection stays open. */
  readonly hang?: boolean;
  /** Resets the connection without a response, before or after the change was applied. */
  readonly drop?: "before" | "after";
  /** Redirects to this URL. */
  readonly redirect?: string;
  /** Sends the body byte by byte, with this many milliseconds between two bytes; `true` is 200. */
  readonly slowDrip?: boolean | number;
  /** Announces the whole body, sends half of it and closes the connection. */
  readonly truncate?: boolean;
  /** Adds this many blanks to the body, which stays valid JSON; `true` is 64 MiB. */
  readonly hugeBody?: boolean | number;
  /** The number of calls that it affects. @default 1 */
  readonly times?: number;
  /** Affects only calls below this path, for example `/ai-interviews/report` or `/ai-interviews/report/6726`. @default all */
  readonly path?: string;
  /** Affects only calls whose path names this interview. @default all */
  readonly aiInterviewId?: number;
  /** Probability, from 0 to 1, that it affects a call that it could affect. @default 1 */
  readonly probability?: number;
  /** Seed of the probability. @default the position of the fault among all faults ever queued */
  readonly seed?: number;
  /** Whether the change is applied in spite of the fault. @default as above */
  readonly apply?: boolean;
}

export type FaultBody = string | Readonly<Record<string, unknown>> | readonly unknown[];

/** A queue of faults; a call gets the first one that is for it. */
export class FaultQueue {
  private queue: QueuedFault[] = [];
  private queued = 0;

  /** @throws TypeError for `headers` or a `redirect` that no response can have */
  add(fault: Fault): void {
    const { headers, redirect = "" } = fault;
    for (const [name, value] of Object.entries({ location: redirect, ...headers })) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    this.queued += 1;
    this.queue.push({
      fault,
      left: fault.times ?? 1,
      random: seededRandom(fault.seed ?? this.queued),
    });
  }

  clear(): void {
    this.queue = [];
  }

  /** The faults that are still to come, with the number of calls that each affects. */
  all(): readonly { readonly fault: Fault; readonly left: number }[] {
    return this.queue;
  }

  /** Takes the fault of this call, if any, once. Only documented calls have faults. */
  next(request: ReceivedRequest): Fault | undefined {
    const appliedFault =
      findRoute(request.path)?.method === request.method &&
      this.queue.find(
        ({ fault, random }) =>
          isFor(fault, request) && (fault.probability === undefined || random() < fault.probability),
      );
    if (!appliedFault) {
      return undefined;
    }
    appliedFault.left -= 1;
    if (appliedFault.left <= 0) {
      this.queue = this.queue.filter((queued) => queued !== appliedFault);
    }
    return appliedFault.fault;
  }
}

/** Whether the change is applied in spite of the fault. */
export function appliesChange(fault: Fault): boolean {
  return fault.apply ?? !(replacesResponse(fault) || fault.hang === true || fault.drop === "before");
}

/** Whether the response is the fault's own instead of the documented one. */
export function replacesResponse({ status = 200, body, redirect }: Fault): boolean {
  return status >= 300 || body !== undefined || redirect !== undefined;
}

function isFor({ path, aiInterviewId }: Fault, request: ReceivedRequest): boolean {
  return (
    (path === undefined || `${pathname(request.path)}/`.startsWith(`${API_PATH}${path}/`)) &&
    (aiInterviewId === undefined || aiInterviewId === request.aiInterviewId)
  );
}

interface QueuedFault {
  readonly fault: Fault;
  left: number;
  readonly random: () => number;
}

// mulberry32: the same seed affects the same calls in every run.
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
