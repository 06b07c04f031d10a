import { BASIC, declare as declareInterview, declareProvider } from "../support/declare";
import { setup, type Setup } from "../support/setup";

const url = (id: number, event = "start") => `https://receiver.example/${id}/${event}`;

/** Declares an interview under a name, with options as source text. */
const declare = (name: string, aiInterviewId: number, options = "{}", parts: object = {}) =>
  declareInterview({ aiInterviewId, start: { url: url(aiInterviewId) }, ...parts }, { name, options });

const COMPONENT = `
  class Receiver extends pulumi.ComponentResource {
    constructor(name, opts, declare) {
      super("test:index:Receiver", name, {}, opts);
      declare(this);
    }
  }`;

/** Providers whose account the moves need: the same key and the same address. */
const provider = (name: string, account?: string, options?: string) =>
  declareProvider(name, { account }, options);

export interface Move {
  from: string;
  to: string;
  ids: number[];
}

/** What teams do with an interview as their program grows; `one` and `two` are Providers without an account name. */
export const MOVES: Record<string, Move> = {
  "from the default provider to a Provider with an account name": {
    ids: [201],
    from: declare("a1", 201),
    to: declare("a1", 201, "{ provider: emea }"),
  },
  "to another resource with a Provider of the same account": {
    ids: [202],
    from: declare("a2", 202),
    to: declare("b2", 202, "{ provider: one }"),
  },
  "into a component with a list of providers": {
    ids: [203],
    from: declare("a3", 203),
    to: `new Receiver("c3", { providers: [one] }, (parent) => { ${declare("a3", 203, "{ parent }")} });`,
  },
  "into a component with providers by this package's name": {
    ids: [204],
    from: declare("a4", 204),
    to: `new Receiver("c4", { providers: { xobin: emea } }, (parent) => { ${declare("a4", 204, "{ parent }")} });`,
  },
  "from a Provider to the default one": {
    ids: [205],
    from: declare("a5", 205, "{ provider: emea }"),
    to: declare("a5", 205),
  },
  "from one Provider to another": {
    ids: [206],
    from: declare("a6", 206, "{ provider: one }"),
    to: declare("a6", 206, "{ provider: two }"),
  },
  "swapped between two Providers": {
    ids: [207, 208],
    from: declare("a7", 207, "{ provider: one }") + declare("a8", 208, "{ provider: two }"),
    to: declare("a7", 207, "{ provider: two }") + declare("a8", 208, "{ provider: one }"),
  },
  "exchanged between resources of two Providers": {
    ids: [209, 210],
    from: declare("a9", 209, "{ provider: one }") + declare("a10", 210, "{ provider: emea }"),
    to: declare("a9", 210, "{ provider: one }") + declare("a10", 209, "{ provider: emea }"),
  },
  "with an alias": {
    ids: [215],
    from: declare("a15", 215),
    to: declare("b15", 215, `{ provider: emea, aliases: [{ name: "a15" }] }`),
  },
  "deleted before it is replaced": {
    ids: [216],
    from: declare("a16", 216, "{ deleteBeforeReplace: true }"),
    to: declare("a16", 216, "{ provider: emea, deleteBeforeReplace: true }"),
  },
  "deleted before it is replaced by another resource": {
    ids: [217, 218],
    from:
      declare("a17", 217, "{ provider: one, deleteBeforeReplace: true }") +
      declare("a18", 218, "{ provider: two, deleteBeforeReplace: true }"),
    to:
      declare("a17", 218, "{ provider: one, deleteBeforeReplace: true }") +
      declare("a18", 217, "{ provider: two, deleteBeforeReplace: true }"),
  },
  "with a change that replaces": {
    ids: [219],
    from: declare("a19", 219, `{ replaceOnChanges: ["triggers"] }`, { triggers: [1] }),
    to: declare("a19", 219, `{ provider: two, replaceOnChanges: ["triggers"] }`, { triggers: [2] }),
  },
  "while an event and the authentication leave the program": {
    ids: [220],
    from: declare("a20", 220, "{}", { submission: { url: url(220, "submission") }, auth: BASIC }),
    to: declare("b20", 220, "{ provider: emea }"),
  },
};

/** What teams do with a `Provider`, while the interview stays with it. */
export const PROVIDER_CHANGES: Record<string, Move> = {
  "with a Provider that gets an account name": {
    ids: [211],
    from: provider("named") + declare("a11", 211, "{ provider: named }"),
    to: provider("named", "named") + declare("a11", 211, "{ provider: named }"),
  },
  "with a Provider that loses its account name": {
    ids: [212],
    from: provider("unnamed", "unnamed") + declare("a12", 212, "{ provider: unnamed }"),
    to: provider("unnamed") + declare("a12", 212, "{ provider: unnamed }"),
  },
  "with a Provider that is renamed": {
    ids: [213],
    from: provider("before", "same") + declare("a13", 213, "{ provider: before }"),
    to: provider("after", "same") + declare("a13", 213, "{ provider: after }"),
  },
  "with a Provider that moves under a component": {
    ids: [214],
    from: provider("inner") + declare("a14", 214, "{ provider: inner }"),
    to: `new Receiver("c14", {}, (parent) => { ${provider("inner", undefined, "{ parent }")} ${declare("a14", 214, "{ provider: inner }")} });`,
  },
};

export function program(moves: Record<string, Move>, side: "from" | "to", providers: string[]): string {
  return [COMPONENT, ...providers, ...Object.values(moves).map((move) => `{ ${move[side]} }`)].join("\n");
}

/** Walks through the programs, and expects the `start` of every interview to be on after each `up`. */
export async function expectOn(
  moves: Record<string, Move>,
  programs: string[],
  ...options: string[]
): Promise<Setup & { ids: number[] }> {
  const { sandbox, stack } = await setup();
  const ids = Object.values(moves).flatMap((move) => move.ids);
  for (const source of programs) {
    stack.program(source);
    expect(await stack.up(...options)).toMatchObject({ code: 0 });
    expect(ids.filter((id) => sandbox.settings(id)?.start?.status !== true)).toEqual([]);
  }
  return { sandbox, stack, ids };
}

export const PROVIDERS = [provider("emea", "emea"), provider("one"), provider("two")];
