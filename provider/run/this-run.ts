import { Socket } from "node:net";
import { EngineExitedError } from "../engine-log";
import { findRunFolder } from "./find-folder";
import { RunFolder } from "./run-folder";
import { RunJournal } from "./run-journal";

let run: RunJournal | undefined;
let hasEngineExited = false;

export function thisRun(): RunJournal {
  return (run ??= createRun());
}

/** @throws {@link EngineExitedError} once the engine is gone, which ends a long step: a later `pulumi up` may have begun */
export function requireEngine(): void {
  if (hasEngineExited) {
    throw new EngineExitedError();
  }
}

function createRun(): RunJournal {
  const address = engineAddress();
  if (address === undefined) {
    return new RunJournal(undefined);
  }
  const joined = joinRun(address);
  onEngineExit(() => {
    hasEngineExited = true;
    joined.leave();
  });
  return joined;
}

/** Joins the run of the engine with this address, until the process ends. */
export function joinRun(engineAddress: string): RunJournal {
  // Found once: a folder that was refused is used for nothing in this run.
  const joined = new RunJournal(new RunFolder(findRunFolder(), engineAddress));
  process.once("exit", () => {
    joined.leave();
  });
  return joined;
}

/**
 * The engine's address is the last argument of each host of a run (measured; flags such as `-v=9` come before it). Elsewhere, as
 * where a test calls the provider's functions, no engine runs.
 */
function engineAddress(): string | undefined {
  const [, script = "", ...args] = process.argv;
  return script.includes("dynamic-provider") ? args.at(-1) : undefined;
}

/**
 * A host outlives a killed engine, and its entries must not count in a later run whose engine gets the same address. The engine
 * holds the other end of the host's standard input, which ends with it.
 */
function onEngineExit(listener: () => void): void {
  const { stdin } = process;
  if (stdin instanceof Socket) {
    stdin.once("end", listener).once("error", listener).resume();
    stdin.unref();
  }
}
