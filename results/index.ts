/**
 * Reads the results of AI interviews from the API, for a scheduled function beside the receiver: what was completed, and what of it
 * never arrived. It has no part of Pulumi and no dependency, and runs on Node.js, Bun, Deno and Cloudflare Workers.
 *
 * @packageDocumentation
 */
export {
  completedResults,
  missingResults,
  type MissingResultsOptions,
  type ResultsOptions,
  type SkippedResult,
} from "./read-results";
export { IncompleteResultsError, ResultsError } from "./errors";
export type {
  ConversationTurn,
  EventBase,
  RawEvent,
  SkillScore,
  SkillWiseScores,
  SubmissionEvent,
} from "../receiver/events";
