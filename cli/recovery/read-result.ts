import type { Log } from "../../provider/api/call";
import { ReportNotFoundError } from "../../provider/api/errors";
import { readReport } from "../../provider/api/results";
import { judgeReport, type Asked } from "../../results/judge-report";
import { reasonOf } from "./plan";
import type { Result, Target } from "./result";

/** A report that can be delivered: its bytes as they came. */
export interface Deliverable {
  readonly aiInterviewId: number;
  readonly bytes: Buffer;
}

/** Why there is nothing to deliver. */
export type Undeliverable = Pick<Result, "reason"> & {
  readonly status: "gone" | "not-ready" | "other-interview" | "failed";
};

/** Reads a result that was asked for. */
export async function readResult(
  api: Target["api"],
  asked: Asked,
  log: Log,
): Promise<Deliverable | Undeliverable> {
  try {
    const { fields, bytes } = await readReport(api, asked.responseId, log);
    const event = judgeReport(fields, asked);
    if (event === "unreadable") {
      return { status: "failed", reason: "the response is no report of this result" };
    }
    return typeof event === "string" ? { status: event } : { aiInterviewId: event.ai_interview_id, bytes };
  } catch (error) {
    return error instanceof ReportNotFoundError
      ? { status: "gone" }
      : { status: "failed", reason: reasonOf(error) };
  }
}
