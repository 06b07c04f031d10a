import type { EventBase, SubmissionEvent } from "./events";

/** Reads a value that has the documented form; `undefined` stands for every other form. */
type Reader<T> = (value: unknown) => T | undefined;
/** A reader for each optional field of `T`. */
type Readers<T> = { readonly [Field in keyof T]-?: Reader<T[Field]> };
type OptionalFields<T> = Omit<T, "ai_interview_id" | "response_id" | "invite_status" | "raw">;

/** A number that identifies something: an integer, or its digits in a string. */
export const id: Reader<number> = (value) => {
  const number = typeof value === "string" && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  // Beyond the safe integers two ids would read as one.
  return typeof number === "number" && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
};

const text: Reader<string> = (value) => (typeof value === "string" ? value : undefined);
const number: Reader<number> = (value) =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;
const textOrNumber: Reader<string | number> = (value) => text(value) ?? number(value);
const texts: Reader<Record<string, string>> = (value) =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter(([, entry]) => typeof entry === "string"))
    : undefined;

const base: Readers<OptionalFields<EventBase>> = {
  ai_interview_name: text,
  candidate_id: id,
  candidate_name: text,
  candidate_email: text,
};

const skillScores = listOf(object({ skill_name: text, score: number }));
const submission: Readers<OptionalFields<SubmissionEvent>> = {
  ...base,
  candidate_summary: text,
  completed_date: text,
  integrity_score: number,
  interview_recording: texts,
  recommendation: text,
  score: number,
  pdf_link: text,
  report_link: text,
  skill_wise_scores: object({ must_haves: skillScores, nice_to_haves: skillScores }),
  conversation: listOf(object({ content: text, mode: text, role: text, timestamp: textOrNumber })),
  custom_field_id: (value) => value ?? undefined,
};

/** Reads the optional fields of a `start` event. */
export const readStartFields = object(base);
/** Reads the optional fields of a `submission` event. */
export const readSubmissionFields = object(submission);

/** The value of a field that came with the event: a prototype's fields do not count. */
export function ownField(raw: object, field: string): unknown {
  return Object.hasOwn(raw, field) ? (raw as Record<string, unknown>)[field] : undefined;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Leaves out the fields of another form. */
function object<T>(readers: Readers<T>): Reader<T> {
  return (value) => {
    if (!isObject(value)) {
      return undefined;
    }
    const fields = Object.entries<Reader<unknown>>(readers)
      .map(([field, read]) => [field, read(ownField(value, field))] as const)
      .filter(([, entry]) => entry !== undefined);
    return Object.fromEntries(fields) as T;
  };
}

function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value) =>
    Array.isArray(value) ? value.map(read).filter((entry) => entry !== undefined) : undefined;
}
