import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { intoCache } from "./cache";
import { FILES, NoEngineError, type Engine } from "./engine";
import { go } from "./go";
import { report, showProgress } from "./progress";
import { MODULES, pinnedVersion } from "./pinned-version";
import { RunError } from "./run-stoppable";

const PACKAGES = {
  cli: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
  language: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
};
const SDK = "github.com/pulumi/pulumi/sdk/v3";

// The Automation API refuses a CLI without a version. Debug information is left out, which saves a seventh of the build time.
const FLAGS = [
  "-gcflags=all=-dwarf=false",
  `-ldflags=-s -w -X ${SDK}/go/common/version.Version=v${pinnedVersion.version}`,
];

/** Builds the engine from its published Go modules. */
export async function fromGoModules(stop: AbortSignal): Promise<Engine> {
  try {
    return await intoCache("go-build", stop, (bin, scratch) => build(bin, scratch, stop));
  } catch (error) {
    if (!(error instanceof NoEngineError || error instanceof RunError)) {
      throw error;
    }
    report(`Pulumi cannot be built: ${error.message}`);
    throw new NoEngineError(`- Built with Go: ${error.message}`);
  }
}

async function build(bin: string, scratch: string, stop: AbortSignal): Promise<void> {
  let [downloaded, compiled, all] = [0, 0, 0];
  const inModule = (name: keyof typeof MODULES) => (args: string[]) =>
    go(args, {
      cwd: MODULES[name],
      scratch,
      stop,
      isProgress: (line) => {
        const download = line.startsWith("go: downloading ");
        const compilation = /^[\w./~-]+$/.test(line);
        if (download) {
          downloaded++;
        }
        if (compilation) {
          compiled++;
        }
        return download || compilation;
      },
    });
  const [cli, language] = [inModule("cli"), inModule("language")];

  const download = async (inIt: typeof cli, target: string) => {
    const packages = await inIt(["list", "-deps", target]);
    all += packages.split("\n").length;
  };
  const compile = (inIt: typeof cli, target: string, file: string) =>
    inIt(["build", "-v", ...FLAGS, "-o", join(bin, file), target]);

  await showProgress(
    `building Pulumi ${pinnedVersion.version} from its Go modules, once: this takes some minutes`,
    () => `${downloaded} modules downloaded, ${compiled} of ${all} packages compiled`,
    async () => {
      // The small one compiles while the large one downloads.
      const both = await Promise.allSettled([
        download(cli, PACKAGES.cli),
        download(language, PACKAGES.language).then(() =>
          compile(language, PACKAGES.language, FILES.language),
        ),
      ]);
      for (const one of both) {
        if (one.status === "rejected") {
          throw one.reason;
        }
      }
      await compile(cli, PACKAGES.cli, FILES.cli);
    },
  );

  const sdk = await cli(["list", "-m", "-f", "{{.Dir}}", SDK]);
  copyFileSync(join(sdk, "nodejs", "dist", FILES.dynamic), join(bin, FILES.dynamic));
  chmodSync(join(bin, FILES.dynamic), 0o755);
}
