import { overTheWire } from "../support/wire";
import type { Declaration, Engine, Program, RunOptions } from "./declarations";

type Lifecycle = typeof import("../../provider/lifecycle");
type State = Parameters<Lifecycle["create"]>[0];

interface Resource {
  id: string;
  outputs: State;
  /** A create or update failed, and its properties were kept: the engine updates next time. */
  incomplete: boolean;
}

/**
 * Runs `lifecycle` as the engine does (seen of engine 3.274.1): checks each declared resource, creates or updates it, and deletes
 * what is left over at the very end, if nothing failed before. It stops at the first failure. A failure that matches properties is
 * kept with them. Every run has a host process of its own, so it gets a fresh `lifecycle`.
 */
export class SimulatedEngine implements Engine {
  private resources = new Map<string, Resource>();
  /** The old ones of replacements, which are still to be deleted. */
  private replaced: Resource[] = [];

  constructor(private readonly startHost: () => Promise<Lifecycle>) {}

  async up(program: Program, { aliases, steps = Infinity, ...options }: RunOptions): Promise<boolean> {
    const host = await this.startHost();
    let stepsLeft = steps;
    if (options.refresh) {
      await this.refresh(host);
    }
    for (const [name, formerName] of aliases ?? []) {
      this.rename(formerName, name);
    }
    const checked = new Map<string, State>();
    // A delete that comes before its replacement may also come before later resources are looked at.
    const looksAhead = !options.deleteBeforeReplace;
    for (const [name, declaration] of looksAhead ? program : []) {
      checked.set(name, await check(host, declaration));
    }
    for (const [name, declaration] of program) {
      const news = checked.get(name) ?? (await check(host, declaration));
      stepsLeft -= 1;
      if (stepsLeft < 0 || !(await this.applied(host, name, news, options))) {
        return false;
      }
    }
    const isLeftOver = (name: string) => !program.has(name);
    return this.deleteAll(host, isLeftOver, stepsLeft);
  }

  /** The engine checks nothing when it destroys. */
  async destroy(): Promise<boolean> {
    return this.deleteAll(await this.startHost(), () => true, Infinity);
  }

  /** The engine keeps what is read, and forgets that a step had failed. */
  private async refresh(host: Lifecycle): Promise<void> {
    for (const [name, { id, outputs }] of this.resources) {
      const { props } = (await host.read(id, outputs)) as { props: State };
      this.resources.set(name, { id, outputs: overTheWire(props), incomplete: false });
    }
  }

  private async applied(
    host: Lifecycle,
    name: string,
    news: State,
    { replaceAll = false, deleteBeforeReplace = false }: RunOptions,
  ): Promise<boolean> {
    const old = this.resources.get(name);
    if (!old) {
      return this.keep(name, () => host.create(news));
    }
    const { changes, replaces = [] } = await host.diff(old.id, old.outputs, news);
    if ((replaceAll || replaces.length > 0) && deleteBeforeReplace) {
      if (!(await succeeds(host.delete(old.id, old.outputs)))) {
        return false;
      }
      this.resources.delete(name);
      return this.keep(name, () => host.create(news));
    }
    if (replaceAll || replaces.length > 0) {
      return this.keep(
        name,
        () => host.create(news),
        () => this.replaced.push(old),
      );
    }
    if (changes === false && !old.incomplete) {
      return true;
    }
    return this.keep(name, async () => ({ id: old.id, ...(await host.update(old.id, old.outputs, news)) }));
  }

  /** Keeps what a create or an update returns, or the properties that its failure matches. */
  private async keep(
    name: string,
    step: () => Promise<{ id: string; outs?: object }>,
    whenKept: () => void = () => undefined,
  ): Promise<boolean> {
    try {
      const { id, outs } = await step();
      this.resources.set(name, { id, outputs: overTheWire(outs) as State, incomplete: false });
      whenKept();
      return true;
    } catch (error) {
      const { id, properties } = error as { id?: string; properties?: State };
      if (id !== undefined && properties) {
        this.resources.set(name, { id, outputs: overTheWire(properties), incomplete: true });
        whenKept();
      }
      return false;
    }
  }

  private async deleteAll(
    host: Lifecycle,
    isLeftOver: (name: string) => boolean,
    steps: number,
  ): Promise<boolean> {
    let stepsLeft = steps;
    const deleted = async ({ id, outputs }: Resource) => {
      stepsLeft -= 1;
      return stepsLeft >= 0 && (await succeeds(host.delete(id, outputs)));
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
      this.resources.set(to, resource);
    }
  }
}

async function check(host: Lifecycle, declaration: Declaration): Promise<State> {
  const { inputs, failures } = (await host.check({}, overTheWire<object>(declaration))) as {
    inputs: object;
    failures?: object[];
  };
  if (failures) {
    throw new Error(`The model declared what the check refuses: ${JSON.stringify(failures)}`);
  }
  return overTheWire(inputs) as State;
}

async function succeeds(step: Promise<void>): Promise<boolean> {
  try {
    await step;
    return true;
  } catch {
    return false;
  }
}
