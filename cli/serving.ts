import { Option, type Command } from "commander";
import { isLoopback } from "../sandbox/hosts";
import { wholeNumber } from "./options";
import { printError } from "./output/print";
import { UsageError } from "./usage-error";

/** Where a command listens. */
export interface ListenOptions {
  readonly port: number;
  readonly host: string;
}

/** Adds `--port` and `--host`. */
export function addListenOptions(command: Command, port: number): Command {
  return command
    .addOption(
      new Option("--port <number>", "port to listen on, 0 for any free one")
        .argParser(wholeNumber("--port", 0, 65_535))
        .default(port),
    )
    .option(
      "--host <address>",
      "address to listen on; in a container 0.0.0.0, which others reach",
      requireHost,
      "127.0.0.1",
    );
}

/** An empty one, as of a variable that is not set, would listen for everybody. */
function requireHost(host: string): string {
  if (host.trim() === "") {
    throw new UsageError("--host must be an address of this machine, such as 127.0.0.1.");
  }
  return host;
}

/** Says on standard error who besides this machine reaches a command that listens there, and what they can do. */
export function warnOfOthers({ host }: ListenOptions, whatTheyCanDo: string): void {
  if (host !== "localhost" && !isLoopback(host)) {
    printError(
      `warning: Everybody who reaches this port through ${host} ${whatTheyCanDo}. Publish it to 127.0.0.1 alone, as with "docker run -p 127.0.0.1:…".`,
    );
  }
}

/** Replaces the error of a port in use by one that says what to do. */
export function rethrowListenError(error: NodeJS.ErrnoException & { readonly port?: number }): never {
  if (error.code === "EADDRINUSE") {
    throw new Error(`Port ${error.port} is in use. Choose another with --port, or 0 for any free one.`);
  }
  if (error.code === "EACCES") {
    throw new Error(
      `Port ${error.port} needs rights that this user does not have. Choose one from 1024 with --port.`,
    );
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    throw new Error("--host is no address of this machine. In a container it is 0.0.0.0.");
  }
  throw error;
}

/** Calls `close` once the command is asked to stop, or nobody reads any more what it prints. */
export function onceStopped(close: () => Promise<void>): void {
  process.stdout.once("error", () => {
    void close();
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void close();
    });
  }
}

/** `12:04:59`, in the machine's time zone. */
export function timeOfDay(at: number | Date = Date.now()): string {
  return new Date(at).toTimeString().slice(0, 8);
}
