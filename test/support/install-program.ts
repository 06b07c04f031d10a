import { rmSync } from "node:fs";
import { join } from "node:path";
import { findEngine } from "../../tools/engine";
import { INSTALLED, installProgram } from "../../tools/install-program";
import { createStackTemplate } from "./stack-template";

export { INSTALLED };

/** Runs once before the engine tests: finds the engine, installs the package as it would be published, creates a stack to copy. */
export default async function prepareEngineTests(): Promise<void> {
  const { binDir } = await findEngine();
  process.env["TEST_ENGINE_BIN"] = binDir;
  installProgram();
  rmSync(join(INSTALLED, "stacks"), { recursive: true, force: true });
  await createStackTemplate(binDir);
}
