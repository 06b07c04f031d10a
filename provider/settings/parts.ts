import type { Settings } from "./schema";

/** The events of an interview, named as the API names them. */
export const EVENTS = ["start", "submission"] as const;
export type EventName = (typeof EVENTS)[number];

/** The parts of an interview's webhook settings, each of which is declared or not. */
export type Parts = Pick<Settings, EventName | "auth">;
export type PartName = keyof Parts;

export type Webhook = NonNullable<Parts["start"]>;
export type Auth = NonNullable<Parts["auth"]>;

/** An `auth` without its credential, as it may be in outputs and logs. */
export type PublicAuth =
  | { type: "basic"; status: boolean; basic: { username: string; password?: never } }
  | { type: "apikey"; status: boolean; apikey: { key: string; value?: never } };

/** Parts that were applied before. The credential is not at hand in every step. */
export interface AppliedParts extends Omit<Parts, "auth"> {
  auth?: Auth | PublicAuth | undefined;
}

/** The declared parts alone, with the defaults that state of an older release may lack. */
export function partsOf<P extends AppliedParts>({ start, submission, auth }: P): Pick<P, PartName> {
  return {
    ...(start && { start: withStatus(start) }),
    ...(submission && { submission: withStatus(submission) }),
    ...(auth && { auth: withStatus(auth) }),
  };
}

function withStatus<Part extends Webhook | Auth | PublicAuth>(part: Part): Part {
  const { status = true } = part as Partial<Part>;
  return { ...part, status };
}

export function partNames(parts: AppliedParts): Set<PartName> {
  return new Set(Object.keys(partsOf(parts)) as PartName[]);
}

export function pickParts(parts: AppliedParts, names: ReadonlySet<PartName>): AppliedParts {
  return Object.fromEntries(Object.entries(partsOf(parts)).filter(([name]) => names.has(name as PartName)));
}
