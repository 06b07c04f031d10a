import type { Situation } from "./situations";

/** The statuses of parsers that stand in front of a receiver, and of a receiver that nobody gives the body. */
export const LIMIT_OF_100_KB = { "a submission of 150 kB": 413, "a submission of 2 MB": 413 } as const;

export const LIMIT_OF_1_MB = { "a submission of 2 MB": 413 } as const;

/** The web's decompression, and an older parser. */
export const BR_UNKNOWN = { "a submission in br": 415 } as const;

/** A parser that makes text of every body, or a trigger that does: bytes are broken by it. */
export const TEXT_ALONE = {
  "a compressed submission": 400,
  "a submission in deflate": 400,
  "a submission in br": 400,
} as const;

/** Fastify's own parser. */
export const JSON_ALONE = {
  ...TEXT_ALONE,
  "a submission in UTF-16": 400,
  "a submission of another content type": 415,
  "a submission of no content type": 415,
} as const;

const WITH_BODY: readonly Situation[] = [
  "a start event",
  "a submission",
  "an event of an unknown kind",
  "a submission of 150 kB",
  "a submission of 2 MB",
  "a chunked submission",
  "a compressed submission",
  "a submission in deflate",
  "a submission in br",
  "a submission in UTF-16",
  "a submission of another content type",
  "a submission of no content type",
  "a body that is no event",
  "a sender that hangs up",
];

/** Something has read the body and thrown it away. The receiver prints what to do. */
export const BODY_NOT_KEPT = forEveryBody(500);

/** Nothing has given a body. The receiver prints what an event needs. */
export const NO_EVENT = forEveryBody(400);

function forEveryBody(status: number): Partial<Record<Situation, number>> {
  return Object.fromEntries(WITH_BODY.map((situation) => [situation, status]));
}
