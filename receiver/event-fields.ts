import type { EventBase, StartEvent, SubmissionEvent } from "./events";

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
const anything: Reader<unknown> = (value) => value ?? undefined;

const base: Readers<OptionalFields<EventBase>> = {
  ai_interview_name: text,
  candidate_id: id,
  candidate_name: text,
  candidate_email: text,
};

const submission: Readers<OptionalFields<SubmissionEvent>> = {
  ...base,
  candidate_summary: text,
  completed_date: text,
  integrity_score: number,
  interview_recording: recordOf(text),
  recommendation: text,
  score: number,
  pdf_link: text,
  report_link: text,
  skill_wise_scores: object({ must_haves: skillScores(), nice_to_haves: skillScores() }),
  conversation: listOf(object({ content: text, mode: text, role: text, timestamp: textOrNumber })),
  custom_field_id: anything,
};

/** Reads the optional fields of a `start` event; one of another form is left out. */
export const readStartFields: (raw: object) => OptionalFields<StartEvent> = (raw) => fieldsOf(raw, base);

/** Reads the optional fields of a `submission` event; one of another form is left out. */
export const readSubmissionFields: (raw: object) => OptionalFields<SubmissionEvent> = (raw) =>
  fieldsOf(raw, submission);

/** The value of a field that came with the event: a prototype's fields do not count. */
export function ownField(raw: object, field: string): unknown {
  return Object.hasOwn(raw, field) ? (raw as Record<string, unknown>)[field] : undefined;
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf<T>(raw: object, readers: Readers<T>): T {
  return Object.fromEntries(
    Object.entries<Reader<unknown>>(readers)
      .map(([field, read]) => [field, read(ownField(raw, field))] as const)
      .filter(([, value]) => value !== undefined),
  ) as T;
}

function object<T>(readers: Readers<T>): Reader<T> {
  return (value) => (isObject(value) ? fieldsOf(value, readers) : undefined);
}

function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (value) =>
    Array.isArray(value)
      ? value.map((entry) => read(entry)).filter((entry) => entry !== undefined)
      : undefined;
}

function recordOf<T>(read: Reader<T>): Reader<Record<string, T>> {
  return (value) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).filter(([, entry]) => read(entry) !== undefined))
      : undefined;
}

function skillScores() {
  return listOf(object({ skill_name: text, score: number }));
}
