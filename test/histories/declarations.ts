import * as fc from "fast-check";

/** The settings that a resource declares, and of which interviews. */
export interface Declaration {
  /** One, or for a group any number. */
  interviews: number[];
  start?: Webhook;
  submission?: Webhook;
  auth?: Auth;
  triggers: number[];
  /** The `Provider` that the resource is given; the default provider where it has none. */
  provider?: Provider;
}

/** A `Provider` resource of the program. Those of one name are one resource. */
export interface Provider {
  name: string;
  account?: string;
}

export interface Webhook {
  status: boolean;
  url: string;
}

export type Auth =
  | { type: "basic"; basic: { username: string; password: string } }
  | { type: "apikey"; apikey: { key: string; value: string } };

/** What is declared, by resource name, in the order of the program. */
export type Program = ReadonlyMap<string, Declaration>;

/** How Pulumi is run. */
export interface RunOptions {
  /** Resources that had another name before, old by new: the program declares an alias. */
  aliases?: ReadonlyMap<string, string>;
  /** `--refresh`: reads the resources first. */
  refresh?: boolean;
  /** `--replace` for every resource. */
  replaceAll?: boolean;
  /** The program gives every resource the option `deleteBeforeReplace`. */
  deleteBeforeReplace?: boolean;
  /** Each resource waits for those before it, so that the engine looks at it only when they are done. */
  inOrder?: boolean;
  /** Ends the engine after so many of its steps, as a kill between two of them does. */
  steps?: number;
}

/** Something that runs programs against the API, and keeps a state. */
export interface Engine {
  /** @returns whether everything was done */
  up(program: Program, options: RunOptions): Promise<boolean>;
  destroy(): Promise<boolean>;
  /** What the last `up` printed. */
  readonly output: string;
}

// Few of each, so that resources meet: they take over each other's interviews, and names come back.
const SINGLES = ["first", "second", "third"] as const;
const GROUPS = ["emea", "apac"] as const;
export const INTERVIEWS = [206, 207, 208, 209] as const;

/** Whether the resource of this name is an `InterviewWebhooksGroup`. */
export function isGroup(name: string): boolean {
  return (GROUPS as readonly string[]).includes(name);
}

/** The inputs of a resource, as a program gives them. */
export function inputsOf(
  name: string,
  { interviews, provider: _provider, ...settings }: Declaration,
): Record<string, unknown> {
  return isGroup(name)
    ? { interviews: Object.fromEntries(interviews.map((each) => [`interview-${each}`, each])), ...settings }
    : { aiInterviewId: interviews[0], ...settings };
}

/** Where every sequence begins, so that all edits have something to edit. */
export const FIRST_PROGRAM: Program = new Map<string, Declaration>([
  [
    "first",
    {
      interviews: [206],
      start: { status: true, url: "https://one.example/start" },
      submission: { status: true, url: "https://one.example/submission" },
      auth: { type: "basic", basic: { username: "hooks", password: "fake-password" } },
      triggers: [],
    },
  ],
  [
    "second",
    { interviews: [207], submission: { status: true, url: "https://one.example/submission" }, triggers: [] },
  ],
  [
    "emea",
    {
      interviews: [208, 209],
      start: { status: true, url: "https://one.example/start" },
      auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: "fake-value" } },
      triggers: [],
    },
  ],
]);

export const anyName = fc.constantFrom(...SINGLES, ...GROUPS);
export const anyInterview = fc.constantFrom(...INTERVIEWS);

/** A move leads to the default provider as often as to one with a name. */
export const anyProvider: fc.Arbitrary<Provider | undefined> = fc.option(
  fc.record(
    { name: fc.constantFrom("one", "two"), account: fc.constantFrom("emea", "apac") },
    { requiredKeys: ["name"] },
  ),
  { nil: undefined, freq: 3 },
);

const anyWebhook = (event: string): fc.Arbitrary<Webhook> =>
  fc.record({
    status: fc.boolean(),
    url: fc.constantFrom(`https://one.example/${event}`, `https://two.example/${event}`),
  });

const anyAuth: fc.Arbitrary<Auth> = fc.constantFrom<Auth[]>(
  { type: "basic", basic: { username: "hooks", password: "fake-password" } },
  { type: "basic", basic: { username: "hooks", password: "fake-rotated-password" } },
  { type: "apikey", apikey: { key: "X-Webhook-Key", value: "fake-value" } },
);

/** What a resource declares of its interviews. */
export const anySettings: fc.Arbitrary<Omit<Declaration, "interviews">> = fc
  .record(
    {
      start: anyWebhook("start"),
      submission: anyWebhook("submission"),
      auth: anyAuth,
      triggers: fc.constant<number[]>([]),
    },
    { requiredKeys: ["triggers"] },
  )
  .map((declaration) =>
    declaration.start || declaration.submission
      ? declaration
      : { ...declaration, start: { status: true, url: "https://one.example/start" } },
  );
