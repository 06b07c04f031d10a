import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What `pulumi version` prints, or `undefined` where that does not run. */
export async function engineVersion(pulumi: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(pulumi, ["version"], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: 20_000,
    });
    return /^v?(\d+\.\d+\.\d+\S*)\s*$/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}
