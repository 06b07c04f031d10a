/** The events of an interview, named as the API names them. */
export const EVENTS = ["start", "submission"] as const;
export type EventName = (typeof EVENTS)[number];

/** The webhook of one event. */
export interface Webhook {
  status: boolean;
  url: string;
}

/** The authentication of deliveries. */
export type Auth =
  | { type: "basic"; status: boolean; basic: { username: string; password: string } }
  | { type: "apikey"; status: boolean; apikey: { key: string; value: string } };

/** An `auth` without its credential, as it may be in outputs and logs. */
export type PublicAuth =
  | { type: "basic"; status: boolean; basic: { username: string } }
  | { type: "apikey"; status: boolean; apikey: { key: string } };

/** The parts of an interview's webhook settings, each of which is declared or not. */
export interface Parts {
  start?: Webhook | undefined;
  submission?: Webhook | undefined;
  auth?: Auth | undefined;
}

export type PartName = keyof Parts;

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
