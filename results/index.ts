/**
 * Reads the results of AI interviews from the API, for a scheduled function beside the receiver: what was completed, and what of it
 * never arrived. It has no part of Pulumi and no dependency, and runs on Node.js, Bun, Deno and Cloudflare Workers.
 *
 * @packageDocumentation
 */
import { requireInCallbacks } from "../receiver/callback-functions";
import * as errors from "./errors";
import * as readResults from "./read-results";

export type { MissingResultsOptions, ResultsOptions, SkippedResult } from "./read-results";
export type {
  ConversationTurn,
  EventBase,
  RawEvent,
  SkillScore,
  SkillWiseScores,
  SubmissionEvent,
} from "../receiver/events";

// In this form an export is a plain property; `export { … } from` makes a getter of it, which callback functions would copy.
export import completedResults = readResults.completedResults;
export import missingResults = readResults.missingResults;
export import IncompleteResultsError = errors.IncompleteResultsError;
export import ResultsError = errors.ResultsError;

requireInCallbacks(
  exports as object,
  [],
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  () => require("pulumi-xobin/results") as object,
);
