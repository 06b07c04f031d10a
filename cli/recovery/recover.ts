import type { Window } from "../../results/completed-in";
import { UsageError } from "../usage-error";
import { deliverMissing } from "./deliver";
import { Journal } from "./journal";
import { planWindow } from "./plan";
import { planResponses } from "./plan-responses";
import type { Outcome } from "./report";
import type { Target } from "./result";

/** Which results are looked at. */
export type Request = { readonly window: Window } | { readonly responseIds: readonly number[] };

/** What a recovery needs besides the interviews. */
export interface RecoveryOptions {
  /** The responses that the receivers have; `undefined` where that is not known. */
  readonly arrived: ReadonlySet<number> | undefined;
  /** How missing results are delivered; `undefined` for a plan alone. */
  readonly delivery:
    | {
        readonly concurrency: number;
        readonly timeoutMs: number;
        /** The name of the journal's file. */
        readonly journal: string | undefined;
      }
    | undefined;
  readonly onProgress: (text: string) => void;
}

/** Compares what was completed with what has arrived, and delivers the difference where asked to. */
export async function recover(
  targets: readonly Target[],
  request: Request,
  { arrived, delivery, onProgress }: RecoveryOptions,
): Promise<Outcome> {
  const file = delivery?.journal;
  if (arrived !== undefined || file !== undefined) {
    requireOneApi(targets);
  }
  const journal = file === undefined ? undefined : new Journal(file);
  try {
    const log = (line: string) => {
      onProgress(line);
      return Promise.resolve();
    };
    const context = {
      arrived: { has: (id: number) => arrived?.has(id) === true || journal?.accepted.has(id) === true },
      log,
      onProgress,
    };
    const plan =
      "window" in request
        ? await planWindow(targets, request.window, context)
        : await planResponses(targets, request.responseIds, context);
    const results = delivery
      ? await deliverMissing(plan.results, { ...delivery, journal, log, onProgress })
      : plan.results;
    return {
      ...plan,
      results,
      window: "window" in request ? request.window : undefined,
      isDelivery: delivery !== undefined,
      journalProblem: journal?.problem,
    };
  } finally {
    journal?.close();
  }
}

/** Assumed: a response id is unique at one base URL. At another one, it may be another candidate's. */
function requireOneApi(targets: readonly Target[]): void {
  const baseUrls = [...new Set(targets.map(({ api }) => api.baseUrl))];
  if (baseUrls.length > 1) {
    throw new UsageError(
      `--have and --journal need one API: the same id may stand for two results at ${baseUrls.join(" and ")}. ` +
        "Choose stacks or resources of one with --stack or --only.",
    );
  }
}
