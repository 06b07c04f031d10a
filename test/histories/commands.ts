import * as fc from "fast-check";
import type { Fault } from "../../sandbox";
import {
  anyInterview,
  anyName,
  anyProvider,
  anySettings,
  INTERVIEWS,
  isGroup,
  type Declaration,
  type Program,
  type Provider,
  type RunOptions,
} from "./declarations";
import type { Model, World } from "./world";

type Command = fc.AsyncCommand<Model, World>;

/** How a run of the engine goes, whatever the program says. */
interface Circumstances {
  faults: readonly Fault[];
  options: RunOptions;
}

/** What no API and no engine can be asked for: nothing goes wrong. */
const calm = fc.constant<Circumstances>({ faults: [], options: {} });

// 404 is no fault here: for a delete it means that the interview is gone, and this one is not.
const anyFault = fc
  .constantFrom<Fault[]>(
    { status: 500 },
    { status: 500, apply: true },
    { status: 400 },
    { status: 429 },
    { drop: "before" },
    { drop: "after" },
    { body: { status: "pending" } },
    { truncate: true },
  )
  .chain((fault) => fc.integer({ min: 1, max: 3 }).map((nth) => afterSuccesses(nth - 1, fault)));

/** Things go wrong, and Pulumi is told to do its work in other ways. */
const rough = (options: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Circumstances> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ faults: anyFaults, options: anyOptions(options) }) },
    // Of a run that fails after such a delete, the next one knows nothing: it left authentication alone, as every delete does.
    { weight: 1, arbitrary: fc.record({ faults: noFaults, options: anyOptions({ deleteBeforeReplace }) }) },
  );

const noFaults = fc.constant<Fault[]>([]);
// A group makes many calls, of which more than one may fail.
const anyFaults = fc.oneof(
  noFaults,
  anyFault,
  fc.tuple(anyFault, anyFault).map((faults) => faults.flat()),
);
const deleteBeforeReplace = fc.constant(true);

function anyOptions(options: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<RunOptions> {
  return fc.record(
    { refresh: fc.boolean(), replaceAll: fc.boolean(), inOrder: fc.boolean(), ...options },
    { requiredKeys: ["inOrder"] },
  );
}

/** What may come upon a run: faults of the API, or also an engine that ends half-way. */
export const CIRCUMSTANCES = {
  faults: rough({}),
  faultsAndKills: rough({ steps: fc.integer({ min: 0, max: 5 }) }),
};

/** Sequences of program edits, each followed by a run under the given circumstances. */
export function anyCommands(any: fc.Arbitrary<Circumstances>): fc.Arbitrary<Command>[] {
  const anyChange = fc
    .tuple(anyName, anySettings, any)
    .map(([name, settings, how]) =>
      edit(`change ${name} to ${JSON.stringify(settings)}`, change(name, settings), how),
    );
  const anyTransfer = fc
    .tuple(anyInterview, anyName, any)
    .map(([interview, name, how]) =>
      edit(`transfer ${interview} to ${name}`, transfer(interview, name), how),
    );
  return [
    fc
      .tuple(anyName, fc.subarray([...INTERVIEWS], { minLength: 1 }), anySettings, any)
      .map(
        ([name, interviews, settings, how]) =>
          [
            name,
            { ...settings, interviews: isGroup(name) ? interviews : interviews.slice(0, 1) },
            how,
          ] as const,
      )
      .map(([name, declaration, how]) =>
        edit(`declare ${name} as ${JSON.stringify(declaration)}`, declare(name, declaration), how),
      ),
    ...[anyTransfer, anyTransfer, anyTransfer, anyTransfer, anyTransfer],
    fc
      .tuple(anyInterview, anyName, any)
      .map(([interview, name, how]) => edit(`add ${interview} to ${name}`, add(interview, name), how)),
    fc
      .tuple(anyInterview, any)
      .map(([interview, how]) => edit(`take ${interview} out`, takeOut(interview), how)),
    // What people do most.
    ...[anyChange, anyChange, anyChange, anyChange],
    fc.tuple(anyName, any).map(([name, how]) => edit(`remove ${name}`, remove(name), how)),
    fc.tuple(anyName, anyName, fc.boolean(), any).map(([from, to, aliased, { faults, options }]) =>
      edit(`rename ${from} to ${to}${aliased ? " with an alias" : ""}`, rename(from, to), {
        faults,
        options: aliased ? { ...options, aliases: new Map([[to, from]]) } : options,
      }),
    ),
    fc.tuple(anyName, anyName, any).map(([a, b, how]) => edit(`swap ${a} and ${b}`, swap(a, b), how)),
    ...[anyMove(any), anyMove(any)],
    fc
      .tuple(anyName, anyName, anyProvider, any)
      .map(([from, to, provider, how]) =>
        edit(
          `rename ${from} to ${to} and move it to ${told(provider)}`,
          both(rename(from, to), move(to, provider)),
          how,
        ),
      ),
    fc
      .tuple(anyName, anyName, any)
      .map(([a, b, how]) => edit(`swap the providers of ${a} and ${b}`, swapProviders(a, b), how)),
    fc
      .tuple(anyName, anyProvider, any)
      .map(([name, provider, how]) =>
        edit(`give the provider of ${name} the form ${told(provider)}`, reform(name, provider), how),
      ),
    fc.tuple(anyName, any).map(([name, how]) => edit(`retrigger ${name}`, retrigger(name), how)),
    calm.map((how) => edit("run again", (program) => program, how)),
    fc.constant(destroy),
  ];
}

function anyMove(any: fc.Arbitrary<Circumstances>): fc.Arbitrary<Command> {
  return fc
    .tuple(anyName, anyProvider, any)
    .map(([name, provider, how]) => edit(`move ${name} to ${told(provider)}`, move(name, provider), how));
}

function told(provider: Provider | undefined): string {
  return provider ? JSON.stringify(provider) : "the default provider";
}

/** A program edited so, or `undefined` where there is nothing to edit or two resources would declare one interview. */
type Edit = (program: Program) => Program | undefined;

function edit(description: string, change: Edit, { faults, options }: Circumstances): Command {
  return {
    check: ({ program }) => change(program) !== undefined,
    run: async (model, world) => {
      model.program = change(model.program) ?? model.program;
      await world.up(model.program, options, faults);
    },
    toString: () => `${description} ${JSON.stringify({ faults, ...options })}`,
  };
}

const destroy: Command = {
  check: () => true,
  run: async (model, world) => {
    model.program = new Map();
    await world.destroy();
  },
  toString: () => "destroy",
};

function declare(name: string, declaration: Declaration): Edit {
  return (program) => withOneOwner(new Map([...program, [name, declaration]]));
}

/** The interview stays; parts come, go and change. */
function change(name: string, settings: Omit<Declaration, "interviews">): Edit {
  return (program) => {
    const before = program.get(name);
    return (
      before &&
      new Map([
        ...program,
        [
          name,
          {
            ...settings,
            interviews: before.interviews,
            ...(before.provider && { provider: before.provider }),
          },
        ],
      ])
    );
  };
}

function remove(name: string): Edit {
  return (program) =>
    program.has(name) ? new Map([...program].filter(([other]) => other !== name)) : undefined;
}

function rename(from: string, to: string): Edit {
  return (program) =>
    program.has(from) && !program.has(to) && isGroup(from) === isGroup(to)
      ? new Map([...program].map(([name, declaration]) => [name === from ? to : name, declaration]))
      : undefined;
}

function swap(a: string, b: string): Edit {
  return (program) => {
    const [first, second] = [program.get(a), program.get(b)];
    return first && second && a !== b && isGroup(a) === isGroup(b)
      ? new Map([
          ...program,
          [a, { ...first, interviews: second.interviews }],
          [b, { ...second, interviews: first.interviews }],
        ])
      : undefined;
  };
}

/** An interview goes to another resource, which takes over the settings where it is new. */
function transfer(interview: number, to: string): Edit {
  return (program) => {
    const [from, before] = [...program].find(([, { interviews }]) => interviews.includes(interview)) ?? [];
    const without = takeOut(interview)(program);
    if (!before || !without || from === to) {
      return undefined;
    }
    return without.has(to)
      ? add(interview, to)(without)
      : withOneProviderEach(new Map([...without, [to, { ...before, interviews: [interview] }]]));
  };
}

function add(interview: number, name: string): Edit {
  return (program) => {
    const declaration = program.get(name);
    return declaration && isGroup(name)
      ? withOneOwner(
          new Map([
            ...program,
            [name, { ...declaration, interviews: [...declaration.interviews, interview] }],
          ]),
        )
      : undefined;
  };
}

/** A group may have no interview left. */
function takeOut(interview: number): Edit {
  return (program) => {
    const edited = [...program].flatMap(([name, declaration]): [string, Declaration][] => {
      const interviews = declaration.interviews.filter((each) => each !== interview);
      return interviews.length > 0 || isGroup(name) ? [[name, { ...declaration, interviews }]] : [];
    });
    const isDeclared = [...program.values()].some(({ interviews }) => interviews.includes(interview));
    return isDeclared ? new Map(edited) : undefined;
  };
}

function both(first: Edit, second: Edit): Edit {
  return (program) => {
    const between = first(program);
    return between && second(between);
  };
}

function move(name: string, provider: Provider | undefined): Edit {
  return (program) => {
    const declaration = program.get(name);
    return declaration && withOneProviderEach(new Map([...program, [name, placed(declaration, provider)]]));
  };
}

function swapProviders(a: string, b: string): Edit {
  return (program) => {
    const [first, second] = [program.get(a), program.get(b)];
    return first && second && a !== b
      ? new Map([...program, [a, placed(first, second.provider)], [b, placed(second, first.provider)]])
      : undefined;
  };
}

/** The `Provider` of a resource, and so of all that have the same, gets another name or account, or goes. */
function reform(name: string, provider: Provider | undefined): Edit {
  return (program) => {
    const before = program.get(name)?.provider;
    const moved = [...program].map(([other, declaration]): [string, Declaration] => [
      other,
      declaration.provider?.name === before?.name ? placed(declaration, provider) : declaration,
    ]);
    return program.has(name) ? withOneProviderEach(new Map(moved)) : undefined;
  };
}

function placed(
  { provider: _provider, ...declaration }: Declaration,
  provider: Provider | undefined,
): Declaration {
  return provider ? { ...declaration, provider } : declaration;
}

/** A name stands for one resource, which has one account. */
function withOneProviderEach(program: Program): Program | undefined {
  const accounts = new Map<string, string | undefined>();
  for (const { provider } of program.values()) {
    if (provider && accounts.has(provider.name) && accounts.get(provider.name) !== provider.account) {
      return undefined;
    }
    if (provider) {
      accounts.set(provider.name, provider.account);
    }
  }
  return program;
}

function retrigger(name: string): Edit {
  return (program) => {
    const declaration = program.get(name);
    return (
      declaration &&
      new Map([
        ...program,
        [name, { ...declaration, triggers: [declaration.triggers.length + 1, ...declaration.triggers] }],
      ])
    );
  };
}

function withOneOwner(program: Program): Program | undefined {
  const interviews = [...program.values()].flatMap((each) => each.interviews);
  return new Set(interviews).size === interviews.length ? program : undefined;
}

/** The sandbox counts a harmless fault as struck, so that is what the calls before the fault get. */
function afterSuccesses(successes: number, fault: Fault): Fault[] {
  return [...(successes > 0 ? [{ delayMs: 0, times: successes }] : []), fault];
}
