/** An event of an AI interview, told apart by `invite_status`: `"Started"` or `"Completed"`. */
export type XobinEvent = StartEvent | SubmissionEvent;

/**
 * The fields of every event. Only what identifies an event is certain to be there; each other field is absent when the sender
 * left it out or sent it in another form than the documented one. {@link EventBase.raw | raw} has it in any case.
 */
export interface EventBase {
  /** The interview. */
  readonly ai_interview_id: number;
  /** This candidate's run through this interview. With `invite_status` it tells a repeated delivery from a new one. */
  readonly response_id: number;
  /** The interview's name. */
  readonly ai_interview_name?: string;
  /** The candidate. */
  readonly candidate_id?: number;
  /** The candidate's name. */
  readonly candidate_name?: string;
  /** The candidate's email address. */
  readonly candidate_email?: string;
  /** The event as it came, with every field that this package does not know or could not read. Store this. */
  readonly raw: RawEvent;
}

/** An event as it came, from JSON. */
export type RawEvent = Readonly<Record<string, unknown>>;

/** The event `start`: a candidate has started the interview. */
export interface StartEvent extends EventBase {
  /** Tells the events apart. */
  readonly invite_status: "Started";
}

/** The event `submission`: a candidate has submitted the interview and it is evaluated. */
export interface SubmissionEvent extends EventBase {
  /** Tells the events apart. */
  readonly invite_status: "Completed";
  /** The evaluation of the candidate. */
  readonly candidate_summary?: string;
  /** As the vendor writes it, `Jul 05, 2025, 4:42:45 AM`, without a time zone. */
  readonly completed_date?: string;
  /** How far the vendor trusts that the candidate did the interview unaided. */
  readonly integrity_score?: number;
  /** The URL of each session's recording, by session id. */
  readonly interview_recording?: Readonly<Record<string, string>>;
  /** The vendor's recommendation, such as `Recommended`. */
  readonly recommendation?: string;
  // Assumed: the fields from here on come as in the documented report.
  /** The overall score. */
  readonly score?: number;
  /** The report as a PDF. */
  readonly pdf_link?: string;
  /** The report as a page. */
  readonly report_link?: string;
  /** The score of each skill. */
  readonly skill_wise_scores?: SkillWiseScores;
  /** The conversation, in order. */
  readonly conversation?: readonly ConversationTurn[];
  /** An identifier of your own, in whatever form it came. */
  readonly custom_field_id?: unknown;
}

/** The scores of the skills that the interview asks for. */
export interface SkillWiseScores {
  /** Skills that the job requires. */
  readonly must_haves?: readonly SkillScore[];
  /** Skills that are welcome. */
  readonly nice_to_haves?: readonly SkillScore[];
}

/** The score of one skill. */
export interface SkillScore {
  /** The skill. */
  readonly skill_name?: string;
  /** Its score. */
  readonly score?: number;
}

/** One turn of the conversation. */
export interface ConversationTurn {
  /** The words. */
  readonly content?: string;
  /** How they were given, such as `audio`. */
  readonly mode?: string;
  /** The speaker: the interviewer or the candidate. */
  readonly role?: string;
  /** The time, in whichever form the vendor writes it. */
  readonly timestamp?: string | number;
}
