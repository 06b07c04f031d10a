import { validateHeaderName, validateHeaderValue } from "node:http";
import type { ReceivedRequest } from "./requests";

/**
 * One thing that goes wrong with an update of webhook settings.
 *
 * A fault that takes the place of the documented answer (a `status` other than 2xx, `body`, `redirect`, `hang`,
 * `drop: "before"`) leaves the settings as they were. One that only spoils the way of that answer (`delayMs`, `headers`,
 * `slowDrip`, `truncate`, `hugeBody`, `drop: "after"`) comes after the change was applied. `apply` says otherwise.
 */
export interface Fault {
  /** Status code of the answer. @default 302 with `redirect`, else 200 */
  readonly status?: number;
  /** The answer: a string is sent as it is (HTML unless `headers` say otherwise), anything else as JSON; a function makes it from the request. @default an `error` in JSON */
  readonly body?: FaultBody | ((request: ReceivedRequest) => FaultBody);
  /** Headers of the answer, in addition to or instead of the usual ones. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds to wait before the answer, or before the drop. @default 0 */
  readonly delayMs?: number;
  /** Never answers; the connection stays open. */
  readonly hang?: boolean;
  /** Resets the connection without an answer, before or after the change was applied. */
  readonly drop?: "before" | "after";
  /** Redirects to this URL. */
  readonly redirect?: string;
  /** Sends the body byte by byte, with this many milliseconds between two bytes; `true` is 200. */
  readonly slowDrip?: boolean | number;
  /** Announces the whole body, sends half of it and closes the connection. */
  readonly truncate?: boolean;
  /** Lengthens the body with blanks by this many bytes, so that it still says the same; `true` is 64 MiB. */
  readonly hugeBody?: boolean | number;
  /** How many calls it strikes. @default 1 */
  readonly times?: number;
  /** Strikes only calls for this interview. @default all */
  readonly aiInterviewId?: number;
  /** Chance, from 0 to 1, that it strikes a call it could strike. @default 1 */
  readonly probability?: number;
  /** Seed of the chance. @default the place of the fault among all faults ever queued */
  readonly seed?: number;
  /** Whether the change is applied in spite of the fault. @default see above */
  readonly apply?: boolean;
}

export type FaultBody = string | Readonly<Record<string, unknown>> | readonly unknown[];

/** Faults wait in line; a call gets the first one that is meant for it. */
export class FaultQueue {
  #queue: QueuedFault[] = [];
  #queued = 0;

  /** @throws TypeError for `headers` that no answer can have */
  add(fault: Fault): void {
    for (const [name, value] of Object.entries(fault.headers ?? {})) {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    }
    this.#queued += 1;
    this.#queue.push({
      fault,
      left: fault.times ?? 1,
      random: seededRandom(fault.seed ?? this.#queued),
    });
  }

  clear(): void {
    this.#queue = [];
  }

  /** The fault that strikes this call, if any; it has then been used once. */
  next(aiInterviewId: number | undefined): Fault | undefined {
    const appliedFault = this.#queue.find(({ fault, random }) => {
      if (fault.aiInterviewId !== undefined && fault.aiInterviewId !== aiInterviewId) return false;
      return fault.probability === undefined || random() < fault.probability;
    });
    if (!appliedFault) return undefined;
    appliedFault.left -= 1;
    if (appliedFault.left <= 0) this.#queue = this.#queue.filter((queued) => queued !== appliedFault);
    return appliedFault.fault;
  }
}

/** Whether the change is applied although the fault strikes. */
export function appliesChange(fault: Fault): boolean {
  return fault.apply ?? !(replacesAnswer(fault) || fault.hang === true || fault.drop === "before");
}

/** Whether the answer is the fault's own instead of the documented one. */
export function replacesAnswer({ status = 200, body, redirect }: Fault): boolean {
  return status >= 300 || body !== undefined || redirect !== undefined;
}

interface QueuedFault {
  readonly fault: Fault;
  left: number;
  readonly random: () => number;
}

// mulberry32: the same seed strikes the same calls in every run.
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
