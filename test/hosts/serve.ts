import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { start } from "../../tools/run-process";
import { freePort } from "../support/free-port";
import { WEBHOOK_KEY } from "../examples/webhook-key";
import { environmentOf } from "./build";
import type { Server } from "./host";

/** A server that accepts connections. */
export interface RunningServer {
  /** Its address, without a path. */
  url: string;
  /** The lines that it has printed. */
  output: string[];
  /** Ends it. */
  close: () => Promise<void>;
}

/**
 * Starts a server of an installed host on a free port.
 *
 * @throws Error with its output when it ends before it listens
 */
export async function serve(
  { command: [program, ...args], env }: Server,
  installed: string,
  folder: string,
): Promise<RunningServer> {
  const port = await freePort();
  const output: string[] = [];
  const { process: child, ended } = start(program, args, {
    cwd: join(installed, folder),
    env: { ...environmentOf(installed, folder), PORT: String(port), WEBHOOK_KEY, ...env },
    onLine: (line) => output.push(line),
  });
  while (!(await accepts(port))) {
    if (child.exitCode !== null) {
      throw new Error(`${program} ${args.join(" ")} has ended:\n${(await ended).output}`);
    }
    await wait(50);
  }
  const close = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  return { url: `http://127.0.0.1:${port}`, output, close };
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const connected = await once(socket, "connect").catch(() => undefined);
  socket.destroy();
  return connected !== undefined;
}
