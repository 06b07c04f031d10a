import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import { ConfigurationError, type Config, type ConfigResult } from "../config";
import type { RunJournal } from "../run/run-journal";

/** The process that a lifecycle runs in. It serves one provider resource during one run of the engine. */
export interface Host {
  /** Prints one line, which the engine shows as information. @throws `EngineExitedError` when no engine reads it */
  readonly log: (line: string) => Promise<void>;
  readonly configResult: () => ConfigResult;
  readonly run: () => RunJournal;
  /** @throws `EngineExitedError` once the engine is gone: a later `pulumi up` may have begun */
  readonly requireEngine: () => void;
}

/** The steps in the life of a resource. `olds` are old inputs in `check`, and old outputs elsewhere. */
export interface Lifecycle<Inputs, Outputs> {
  /** Checks the inputs, fills in defaults, and adds the account that they are meant for: a preview shows a move between accounts. */
  readonly check: (olds: object, news: object) => Promise<CheckResult>;
  readonly diff: (id: string, olds: Outputs, news: Inputs) => Promise<DiffResult>;
  /** Applies the settings, whatever an interview had before: creating is adopting. */
  readonly create: (inputs: Inputs) => Promise<CreateResult>;
  /** Returns the state: the API cannot be read. */
  readonly read: (id: string, props?: Outputs) => Promise<ReadResult>;
  /** Applies the settings, and disables what left the program. */
  readonly update: (id: string, olds: Outputs, news: Inputs) => Promise<UpdateResult>;
  /** Disables the declared events, unless the program declares the interview elsewhere. */
  readonly delete: (id: string, props: Outputs) => Promise<void>;
}

/** The configuration of a host. @throws {@link ConfigurationError} where it has mistakes */
export function requireConfig(host: Host): Config {
  const result = host.configResult();
  if ("failures" in result) {
    throw new ConfigurationError(result.failures.map(({ reason }) => reason).join("; "));
  }
  return result.config;
}
