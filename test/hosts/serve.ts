import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { start } from "../../tools/run-process";
import { WEBHOOK_KEY } from "../examples/deliveries";
import { environment } from "./build";
import type { Host } from "./host";

/** A host that serves. */
export interface RunningHost {
  /** Its address, without a path. */
  url: string;
  /** The lines that it has printed. */
  output: string[];
  /** Ends it. */
  close: () => Promise<void>;
}

/**
 * Starts a host on a free port and waits until it listens there.
 *
 * @throws Error with its output when it ends before
 */
export async function serve(
  { host, folder, serve: [program, ...args], env }: Host,
  installed: string,
): Promise<RunningHost> {
  const port = await freePort();
  const output: string[] = [];
  const { process: child, ended } = start(program, args, {
    cwd: join(installed, folder),
    env: { ...environment(installed, folder), PORT: String(port), WEBHOOK_KEY, ...env },
    onLine: (line) => output.push(line),
  });
  while (!(await accepts(port))) {
    if (child.exitCode !== null) {
      throw new Error(`${host} has ended:\n${(await ended).output}`);
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
