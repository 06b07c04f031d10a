import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import { overTheWire } from "../support/wire";
import {
  inputsOf,
  isGroup,
  type Declaration,
  type Engine,
  type Program,
  type Provider,
  type RunOptions,
} from "./declarations";

/** The functions of the provider, for a single interview or a group. */
export interface Lifecycle {
  check(olds: object, news: object): Promise<CheckResult>;
  diff(id: string, olds: object, news: object): Promise<DiffResult>;
  create(inputs: object): Promise<CreateResult>;
  update(id: string, olds: object, news: object): Promise<UpdateResult>;
  delete(id: string, props: object): Promise<void>;
  read(id: string, props: object): Promise<ReadResult>;
}

/** The processes of one run of the engine. */
export interface Processes {
  /** Starts a provider host, for the account that its `Provider` names. */
  startHost(run: number, account: string | undefined): Promise<Record<"single" | "group", Lifecycle>>;
  /** The program has come to its end. */
  announce(run: number, program: Program): void;
  /** What the hosts have printed since the program's end. */
  output(): string;
}

interface Resource {
  id: string;
  name: string;
  inputs: object;
  outputs: object;
  provider: Provider | undefined;
  /** A create or update failed, and its properties were kept: the engine updates next time. */
  incomplete: boolean;
}

/** A resource that the program declares, checked. */
interface Checked {
  name: string;
  news: object;
  provider: Provider | undefined;
  host: Lifecycle;
}

/**
 * Runs the provider as the engine does (seen of engine 3.274.1): checks each declared resource, creates or updates it, and deletes
 * what is left over at the very end, if nothing failed before. It stops at the first failure. A failure that matches properties is
 * kept with them. Each provider resource has a host process of its own in every run; a delete goes to the host of the provider that
 * the state names.
 */
export class SimulatedEngine implements Engine {
  private resources = new Map<string, Resource>();
  /** The old ones of replacements, which are still to be deleted. */
  private replaced: Resource[] = [];
  private runs = 0;

  constructor(private readonly processes: Processes) {}

  get output(): string {
    return this.processes.output();
  }

  async up(program: Program, { aliases, steps = Infinity, ...options }: RunOptions): Promise<boolean> {
    const hosts = this.newHosts(program);
    this.processes.announce(this.runs, program);
    let stepsLeft = steps;
    if (options.refresh) {
      await this.refresh(hosts);
    }
    for (const [name, formerName] of aliases ?? []) {
      this.rename(formerName, name);
    }
    const checked = new Map<string, Checked>();
    // A delete that comes before its replacement may also come before later resources are looked at.
    const looksAhead = !options.deleteBeforeReplace && !options.inOrder;
    for (const [name, declaration] of looksAhead ? program : []) {
      checked.set(name, await this.check(hosts, name, declaration));
    }
    for (const [name, declaration] of program) {
      const declared = checked.get(name) ?? (await this.check(hosts, name, declaration));
      stepsLeft -= 1;
      if (stepsLeft < 0 || !(await this.applied(hosts, declared, options))) {
        return false;
      }
    }
    const isLeftOver = (name: string) => !program.has(name);
    return this.deleteAll(hosts, isLeftOver, stepsLeft);
  }

  /** The engine checks nothing when it destroys. */
  async destroy(): Promise<boolean> {
    return this.deleteAll(this.newHosts(new Map()), () => true, Infinity);
  }

  /** The hosts of one run. A provider that left the program is configured as the state has it. */
  private newHosts(program: Program): Hosts {
    this.runs += 1;
    const run = this.runs;
    const declared = [...program.values()].flatMap(({ provider }) => provider ?? []);
    const hosts = new Map<string, ReturnType<Processes["startHost"]>>();
    return async (resource, provider) => {
      const name = provider?.name ?? "";
      const { account } = declared.find((each) => each.name === name) ?? provider ?? {};
      const host = hosts.get(name) ?? this.processes.startHost(run, account);
      hosts.set(name, host);
      return (await host)[isGroup(resource) ? "group" : "single"];
    };
  }

  private async check(hosts: Hosts, name: string, declaration: Declaration): Promise<Checked> {
    const { provider } = declaration;
    const host = await hosts(name, provider);
    const olds = this.resources.get(name)?.inputs ?? {};
    const news = overTheWire<object>(inputsOf(name, declaration));
    const { inputs, failures } = (await host.check(overTheWire(olds), news)) as {
      inputs: object;
      failures?: object[];
    };
    if (failures) {
      throw new Error(`The model declared what the check refuses: ${JSON.stringify(failures)}`);
    }
    return { name, news: overTheWire(inputs), provider, host };
  }

  /** The engine keeps what is read, and forgets that a step had failed. */
  private async refresh(hosts: Hosts): Promise<void> {
    for (const [name, resource] of this.resources) {
      const host = await hosts(name, resource.provider);
      const { props } = (await host.read(resource.id, resource.outputs)) as { props: object };
      this.resources.set(name, { ...resource, outputs: overTheWire(props), incomplete: false });
    }
  }

  private async applied(
    hosts: Hosts,
    declared: Checked,
    { replaceAll = false, deleteBeforeReplace = false }: RunOptions,
  ): Promise<boolean> {
    const { name, news, provider, host } = declared;
    const old = this.resources.get(name);
    if (!old) {
      return this.keep(declared, () => host.create(news));
    }
    // Another provider resource replaces, whatever the provider says (seen).
    const hasMoved = old.provider?.name !== provider?.name;
    const { changes, replaces = [] } = hasMoved ? {} : await host.diff(old.id, old.outputs, news);
    const isReplaced = replaceAll || hasMoved || replaces.length > 0;
    if (isReplaced && deleteBeforeReplace) {
      if (!(await succeeds((await hosts(name, old.provider)).delete(old.id, old.outputs)))) {
        return false;
      }
      this.resources.delete(name);
      return this.keep(declared, () => host.create(news));
    }
    if (isReplaced) {
      return this.keep(declared, () => host.create(news), { whenKept: () => this.replaced.push(old) });
    }
    if (changes === false && !old.incomplete) {
      this.resources.set(name, { ...old, inputs: news });
      return true;
    }
    const update = async () => ({ id: old.id, ...(await host.update(old.id, old.outputs, news)) });
    return this.keep(declared, update, { afterFailure: old.inputs });
  }

  /** Keeps what a create or an update returns, or the properties that its failure matches, for an update with the inputs from before. */
  private async keep(
    { name, news: inputs, provider }: Checked,
    step: () => Promise<{ id: string; outs?: object }>,
    {
      afterFailure = inputs,
      whenKept = () => undefined,
    }: { afterFailure?: object; whenKept?: () => void } = {},
  ): Promise<boolean> {
    try {
      const { id, outs } = await step();
      this.resources.set(name, {
        id,
        name,
        inputs,
        provider,
        outputs: overTheWire(outs ?? {}),
        incomplete: false,
      });
      whenKept();
      return true;
    } catch (error) {
      const { id, properties } = error as { id?: string; properties?: object };
      if (id !== undefined && properties) {
        this.resources.set(name, {
          id,
          name,
          inputs: afterFailure,
          provider,
          outputs: overTheWire(properties),
          incomplete: true,
        });
        whenKept();
      }
      return false;
    }
  }

  private async deleteAll(
    hosts: Hosts,
    isLeftOver: (name: string) => boolean,
    steps: number,
  ): Promise<boolean> {
    let stepsLeft = steps;
    const deleted = async ({ id, name, outputs, provider }: Resource) => {
      stepsLeft -= 1;
      return stepsLeft >= 0 && (await succeeds((await hosts(name, provider)).delete(id, outputs)));
    };
    for (const resource of [...this.replaced]) {
      if (!(await deleted(resource))) {
        return false;
      }
      this.replaced = this.replaced.filter((other) => other !== resource);
    }
    for (const [name, resource] of [...this.resources].filter(([name]) => isLeftOver(name))) {
      if (!(await deleted(resource))) {
        return false;
      }
      this.resources.delete(name);
    }
    return true;
  }

  private rename(from: string, to: string): void {
    const resource = this.resources.get(from);
    if (resource && !this.resources.has(to)) {
      this.resources.delete(from);
      this.resources.set(to, { ...resource, name: to });
    }
  }
}

/** The lifecycle of a resource in the host of its provider, which starts with the first call for it. */
type Hosts = (name: string, provider: Provider | undefined) => Promise<Lifecycle>;

async function succeeds(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch {
    return false;
  }
}
