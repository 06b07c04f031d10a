import { z } from "zod";

const candidateFields = {
  /** The interview. */
  ai_interview_id: z.int(),
  ai_interview_name: z.string(),
  candidate_id: z.int(),
  candidate_name: z.string(),
  candidate_email: z.string(),
  /** This candidate's run through this interview. With `invite_status` it tells a repeated delivery from a new one. */
  response_id: z.int(),
};

/** Assumed: these come as in the documented report, and any of them may be missing or null. */
const reportFields = {
  score: z.number().nullish(),
  pdf_link: z.string().nullish(),
  report_link: z.string().nullish(),
  skill_wise_scores: z.looseObject({ must_haves: skillScores(), nice_to_haves: skillScores() }).nullish(),
  conversation: z
    .array(
      z.looseObject({
        content: z.string().nullish(),
        mode: z.string().nullish(),
        role: z.string().nullish(),
        timestamp: z.union([z.string(), z.number()]).nullish(),
      }),
    )
    .nullish(),
  custom_field_id: z.unknown().optional(),
};

/** The event `start`: a candidate has started the interview. Fields that are not listed here are kept. */
export const startEventSchema = z.looseObject({ ...candidateFields, invite_status: z.literal("Started") });

/** The event `submission`: a candidate has submitted the interview and it is evaluated. Fields that are not listed here are kept. */
export const submissionEventSchema = z.looseObject({
  ...candidateFields,
  invite_status: z.literal("Completed"),
  candidate_summary: z.string(),
  /** As the vendor writes it, `Jul 05, 2025, 4:42:45 AM`, without a time zone. */
  completed_date: z.string(),
  integrity_score: z.number(),
  /** The URL of each session's recording, by session id. */
  interview_recording: z.record(z.string(), z.string()),
  recommendation: z.string(),
  ...reportFields,
});

/** The event `start`. */
export type StartEvent = z.output<typeof startEventSchema>;
/** The event `submission`. */
export type SubmissionEvent = z.output<typeof submissionEventSchema>;

function skillScores() {
  return z.array(z.looseObject({ skill_name: z.string().nullish(), score: z.number().nullish() })).nullish();
}
