import * as fc from "fast-check";

/** What a program says of one interview. */
export interface Declaration {
  aiInterviewId: number;
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
  /** Ends the engine after so many of its steps, as a kill between two of them does. */
  steps?: number;
}

/** Something that runs programs against the API, and keeps a state. */
export interface Engine {
  /** @returns whether everything was done */
  up(program: Program, options: RunOptions): Promise<boolean>;
  destroy(): Promise<boolean>;
}

// Few of each, so that resources meet: they take over each other's interviews, and names come back.
export const NAMES = ["first", "second", "third"] as const;
export const INTERVIEWS = [206, 207, 208] as const;

/** Where every sequence begins, so that all edits have something to edit. */
export const FIRST_PROGRAM: Program = new Map<string, Declaration>([
  [
    "first",
    {
      aiInterviewId: 206,
      start: { status: true, url: "https://one.example/start" },
      submission: { status: true, url: "https://one.example/submission" },
      auth: { type: "basic", basic: { username: "hooks", password: "fake-password" } },
      triggers: [],
    },
  ],
  [
    "second",
    { aiInterviewId: 207, submission: { status: true, url: "https://one.example/submission" }, triggers: [] },
  ],
]);

export const anyName = fc.constantFrom(...NAMES);

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

export const anyDeclaration: fc.Arbitrary<Declaration> = fc
  .record(
    {
      aiInterviewId: fc.constantFrom(...INTERVIEWS),
      start: anyWebhook("start"),
      submission: anyWebhook("submission"),
      auth: anyAuth,
      triggers: fc.constant<number[]>([]),
    },
    { requiredKeys: ["aiInterviewId", "triggers"] },
  )
  .map((declaration) =>
    declaration.start || declaration.submission
      ? declaration
      : { ...declaration, start: { status: true, url: "https://one.example/start" } },
  );
