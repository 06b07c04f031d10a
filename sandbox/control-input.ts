import { z } from "zod";
import type { Fault } from "./faults";

const positive = z.int().positive();
/** The last moment that a `Date` can hold. */
const LAST_DATE = 8.64e15;
const milliseconds = z.int().nonnegative();
/** Milliseconds since the epoch, or a text such as `2025-07-11T05:25:53Z`. */
const at = z.union([milliseconds.max(LAST_DATE), z.iso.datetime({ offset: true }).transform(Date.parse)]);

/** Which interview, and of which account. */
const interview = z.strictObject({ aiInterviewId: positive, account: z.string().exactOptional() });

export const inviteSchema = interview.extend({
  count: positive.max(1_000_000).exactOptional(),
  inviteStatus: z.enum(["Pending", "Started", "Completed"]).exactOptional(),
  at: at.exactOptional(),
  customFieldId: z.string().exactOptional(),
});

export const completeSchema = interview.extend({
  responseId: positive.exactOptional(),
  at: at.exactOptional(),
  lose: z.boolean().exactOptional(),
});

export const deliverSchema = completeSchema.extend({ event: z.enum(["start", "submission"]) });

export const deleteSchema = interview.extend({ responseId: positive });

export const faultSchema: z.ZodType<Fault> = z.strictObject({
  status: z.int().min(200).max(599).exactOptional(),
  body: z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]).exactOptional(),
  headers: z.record(z.string(), z.string()).exactOptional(),
  delayMs: milliseconds.exactOptional(),
  hang: z.boolean().exactOptional(),
  drop: z.enum(["before", "after"]).exactOptional(),
  redirect: z.string().exactOptional(),
  slowDrip: z.union([z.boolean(), milliseconds]).exactOptional(),
  truncate: z.boolean().exactOptional(),
  hugeBody: z.union([z.boolean(), milliseconds]).exactOptional(),
  times: z.union([positive, z.literal("always").transform(() => Infinity)]).exactOptional(),
  path: z
    .string()
    .startsWith("/ai-interviews/", "begins with /ai-interviews/, without the part before it")
    .exactOptional(),
  aiInterviewId: positive.exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
  seed: z.int().exactOptional(),
  apply: z.boolean().exactOptional(),
});
