import { Socket } from "node:net";
import { EngineExitedError, logToEngine } from "../engine-log";
import { RunJournal } from "./run-journal";
import { RunFolder } from "./run-folder";

let run: RunJournal | undefined;
let hasEngineExited = false;

/** The declarations and deletes of this host's run. */
export function thisRun(): RunJournal {
  return (run ??= createRun());
}

/**
 * Ends a long step whose engine was killed, since a later `pulumi up` may have begun.
 *
 * @throws {@link EngineExitedError} once the engine that this host works for is gone
 */
export function requireEngine(): void {
  if (hasEngineExited) {
    throw new EngineExitedError();
  }
}

function createRun(): RunJournal {
  const address = engineAddress();
  if (!address) {
    return new RunJournal(undefined, warnUnavailable);
  }
  const joined = joinRun(address);
  onEngineExit(() => {
    hasEngineExited = true;
    joined.withdraw();
  });
  return joined;
}

/** Joins the run of the engine with this address, until the process ends. */
export function joinRun(engineAddress: string): RunJournal {
  const joined = new RunJournal(new RunFolder(engineAddress), warnUnavailable);
  process.once("exit", () => {
    joined.withdraw();
  });
  return joined;
}

function warnUnavailable(reason: string): void {
  const line =
    `warning: the provider hosts of this run cannot see each other's declarations (${reason}). ` +
    "Do not move interviews from one Provider to another in this run.";
  // An engine that has exited reads no warnings.
  logToEngine(line).catch(() => undefined);
}

/** The engine's address is the last argument of each host of a run (measured; flags such as `-v=9` come before it). */
function engineAddress(): string | undefined {
  const last = process.argv.at(-1) ?? "";
  return /:\d+$/.test(last) ? last : undefined;
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
