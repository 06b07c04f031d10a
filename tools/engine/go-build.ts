import { spawn } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cached, cacheEntry } from "./cache";
import { ENGINE_VERSION, FILES, type Engine } from "./engine";

/** Builds the engine from the published Go modules. */
export async function goBuild(): Promise<Engine> {
  const work = `${cacheEntry()}.${process.pid}.tmp`;
  const bin = join(work, "bin");
  mkdirSync(bin, { recursive: true });
  try {
    const version = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;
    await go("cli", [
      "build",
      "-mod=readonly",
      "-ldflags",
      version,
      "-o",
      join(bin, FILES.pulumi),
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    ]);
    await go("language-nodejs", [
      "build",
      "-mod=readonly",
      "-o",
      join(bin, FILES.language),
      "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
    ]);
    const sdk = (
      await go("cli", ["list", "-mod=readonly", "-m", "-f", "{{.Dir}}", "github.com/pulumi/pulumi/sdk/v3"])
    ).trim();
    copyFileSync(join(sdk, "nodejs", "dist", FILES.dynamic), join(bin, FILES.dynamic));
    chmodSync(join(bin, FILES.dynamic), 0o755);
    rmSync(cacheEntry(), { recursive: true, force: true });
    renameSync(work, cacheEntry());
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  const engine = await cached();
  if (engine === undefined) throw new Error("The engine that was built does not run.");
  return { ...engine, origin: "go-build" };
}

function go(module: string, args: string[]): Promise<string> {
  console.error(`engine: go ${args.join(" ")}`);
  const child = spawn("go", args, {
    cwd: join(__dirname, "modules", module),
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`go ${args[0]} ended with ${code}`));
    });
  });
}
