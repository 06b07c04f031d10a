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

/** Something has read the body and thrown it away. The receiver prints what to do. */
export const BODY_NOT_KEPT = {
  "a start event": 500,
  "a submission": 500,
  "an event of an unknown kind": 500,
  "a submission of 150 kB": 500,
  "a submission of 2 MB": 500,
  "a chunked submission": 500,
  "a compressed submission": 500,
  "a submission in deflate": 500,
  "a submission in br": 500,
  "a submission in UTF-16": 500,
  "a submission of another content type": 500,
  "a submission of no content type": 500,
  "a body that is no event": 500,
  "a sender that hangs up": 500,
} as const;
