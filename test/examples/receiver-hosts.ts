import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { start } from "../../tools/run-process";
import { bundleOf } from "./bundle";
import { WEBHOOK_KEY } from "./deliveries";

const ROOT = resolve(__dirname, "../..");
const RUNTIMES = join(__dirname, "runtimes");
const INSTALLED = join(ROOT, "test/.work/runtimes");

/** A receiver of an example, served by the runtime of its host. */
export interface ReceiverHost {
  /** Its address, without a path. */
  url: string;
  /** Ends it. */
  close: () => Promise<void>;
}

/** Installs the runtimes of all hosts, where that has not been done. */
export function installRuntimes(): void {
  mkdirSync(INSTALLED, { recursive: true });
  cpSync(RUNTIMES, INSTALLED, { recursive: true, filter: (file) => !file.endsWith("node_modules") });
  const wanted = createHash("sha256")
    .update(readFileSync(join(RUNTIMES, "package-lock.json")))
    .digest("hex");
  const stamp = join(INSTALLED, "node_modules/.installed-lock");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    execFileSync("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], {
      cwd: INSTALLED,
      stdio: "inherit",
    });
    writeFileSync(stamp, wanted);
  }
  const itself = join(INSTALLED, "node_modules/pulumi-xobin");
  rmSync(itself, { recursive: true, force: true });
  for (const part of ["package.json", "dist"]) {
    cpSync(join(ROOT, part), join(itself, part), { recursive: true });
  }
}

/**
 * Bundles an example's receiver as the example does, and serves it.
 *
 * @param example - its folder in `examples`
 * @param runtime - the program in `test/examples/runtimes` that serves it
 * @param fileName - `receiver.cjs` or `receiver.mjs`, by the format of the bundle
 */
export async function serve(example: string, runtime: string, fileName: string): Promise<ReceiverHost> {
  const folder = mkdtempSync(join(INSTALLED, `${example}-`));
  for (const source of ["bundle.ts", "receiver.ts"]) {
    cpSync(join(ROOT, "examples", example, source), join(folder, source));
  }
  const receiver = join(folder, fileName);
  writeFileSync(receiver, bundleOf(folder));
  const port = await freePort();
  const { process: child, ended } = start(process.execPath, [join(INSTALLED, `${runtime}.mjs`)], {
    cwd: INSTALLED,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      PORT: String(port),
      RECEIVER: receiver,
      WEBHOOK_KEY,
      DECLARATION: join(
        ROOT,
        "examples",
        example,
        example === "component" ? "interview-receiver.ts" : "index.ts",
      ),
    },
  });
  const url = `http://127.0.0.1:${port}`;
  let output: string | undefined;
  void ended.then((run) => (output = run.output));
  while (!(await fetch(url).catch(() => undefined))) {
    if (output !== undefined) {
      throw new Error(`${runtime} has ended:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
