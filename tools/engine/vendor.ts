import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { intoCache } from "./cache";
import { NoEngineError, type Engine } from "./engine";
import { report, showProgress } from "./progress";
import { pinnedVersion } from "./pinned-version";
import { RunError, runStoppable } from "./run-stoppable";

const CONTACT_TIMEOUT = 5_000;
const INSTALL_TIMEOUT = 300_000;

/** Installs the vendor's release, by the Automation API. */
export async function fromVendor(stop: AbortSignal): Promise<Engine> {
  try {
    await contact("https://get.pulumi.com/install.sh", stop);
    return await intoCache("vendor", stop, (bin, scratch) => install(bin, scratch, stop));
  } catch (error) {
    if (!(error instanceof NoEngineError || error instanceof RunError)) {
      throw error;
    }
    report(`the vendor's release cannot be installed: ${error.message}`);
    throw new NoEngineError(`- The vendor's release: ${error.message}`);
  }
}

/** Checks that the vendor can be reached: the Automation API would wait two minutes for a response that never comes. */
async function contact(url: string, stop: AbortSignal): Promise<void> {
  const timeout = AbortSignal.timeout(CONTACT_TIMEOUT);
  try {
    const { ok, status } = await fetch(url, { method: "HEAD", signal: AbortSignal.any([stop, timeout]) });
    if (!ok) {
      throw new NoEngineError(`${url} responds with HTTP ${status}.`);
    }
  } catch (error) {
    if (error instanceof NoEngineError || stop.aborted) {
      throw error;
    }
    const { name, cause } = error as { name: string; cause?: { code?: string } };
    throw new NoEngineError(`${url} cannot be reached (${cause?.code ?? name}).`);
  }
}

/** Installs in a separate process, because the Automation API offers no way to stop an installation. */
async function install(bin: string, scratch: string, stop: AbortSignal): Promise<void> {
  const args = ["--import", "tsx", join(__dirname, "vendor-install.ts"), scratch, pinnedVersion.version];
  const options = {
    cwd: __dirname,
    env: { ...process.env, TMPDIR: scratch, PULUMI_HOME: scratch },
    stop,
    timeout: INSTALL_TIMEOUT,
  };
  await showProgress(
    `installing the vendor's release of Pulumi ${pinnedVersion.version}`,
    () => "downloading",
    () => runStoppable(process.execPath, args, options),
  );
  rmSync(bin, { recursive: true });
  renameSync(join(scratch, "bin"), bin);
}
