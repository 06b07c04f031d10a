import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineEnv } from "../../tools/engine";
import { run } from "../../tools/run-process";
import { startSandbox } from "../../sandbox";
import type { Cell } from "./matrix";
import { INTERVIEW, START } from "./programs";
import { installedProject, projectEnv } from "./project";

/** How one combination ended. */
export interface Outcome {
  /** The failure as a user would read it; absent after a success. */
  problem?: string;
}

/**
 * Lets one declaration live on a real engine: `up` sends it, a second `up` finds nothing to do, `destroy` switches it off.
 *
 * @param binDir - the engine's folder
 * @param tarball - the packed package
 */
export async function runCell(cell: Cell, binDir: string, tarball: string): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), "compat-"));
  const sandbox = await startSandbox();
  try {
    const folder = installedProject(cell, tarball);
    const project = projectEnv(cell, folder);
    const env = {
      ...engineEnv({ binDir }, home),
      ...project,
      PATH: [binDir, project["PATH"]].join(delimiter),
      XOBIN_API_KEY: sandbox.apiKey,
      XOBIN_BASE_URL: sandbox.url,
    };
    const pulumi = (...args: string[]) => runPulumi(folder, env, args);

    await pulumi("stack", "init", "test");
    await pulumi("up", "--yes", "--skip-preview");
    expectStatus(sandbox.settings(INTERVIEW)?.start, true);
    await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    const state = await pulumi("stack", "export");
    await pulumi("destroy", "--yes", "--skip-preview");
    expectStatus(sandbox.settings(INTERVIEW)?.start, false);
    const calls = sandbox.requests.length;
    if (calls !== 2) {
      throw new Error(`The API was called ${calls} times in place of twice.`);
    }
    expectShortProvider(state);
    return {};
  } catch (error) {
    const { message } = error as Error;
    // The first error that Pulumi reports; the lines after it are places in files of this run.
    return { problem: /error: (.*)/.exec(message)?.[1] ?? message };
  } finally {
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  }
}

function expectStatus(start: unknown, status: boolean): void {
  const found = JSON.stringify(start);
  if (found !== JSON.stringify({ status, url: START })) {
    throw new Error(`The API holds ${found}, and its status should be ${String(status)}.`);
  }
}

/** The state holds this text twice for each resource, so it is one short sentence whatever the package manager. */
function expectShortProvider(state: string): void {
  const [, text = ""] = /"__provider": "((?:[^"\\]|\\.)*)"/.exec(state) ?? [];
  const { length } = JSON.parse(`"${text}"`) as string;
  if (length === 0 || length > MAX_PROVIDER_LENGTH) {
    throw new Error(`The state names the provider in ${length} characters.`);
  }
}

const MAX_PROVIDER_LENGTH = 60;

function runPulumi(folder: string, env: NodeJS.ProcessEnv, args: string[]): Promise<string> {
  const all = [
    ...args,
    "--non-interactive",
    "--color",
    "never",
    ...(args[1] === "init" ? [] : ["--stack", "test"]),
  ];
  return run("pulumi", all, { cwd: folder, env });
}
