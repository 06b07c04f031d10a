import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Cell } from "./matrix";
import { programFiles } from "./programs";
import { installOnce } from "../../tools/install-once";
import { managerCommand, nodeFolder, WORK } from "./tools";

/** The TypeScript that goes with an SDK: the newest that it takes. */
const TYPESCRIPT = { "3.139.0": "~5.9.0", "3.270.0": "~6.0.0" } as const;

/**
 * A program's folder with its dependencies, installed as a user of that package manager would. Cells that differ only in language and
 * Node.js share it: their dependencies are the same.
 */
export function installedProject(cell: Cell, tarball: string): string {
  const folder = join(WORK, "projects", `${cell.manager}-${cell.sdk}`);
  const manifest = manifestOf(cell, "commonjs");
  installOnce(folder, `${basename(tarball)} ${manifest}`, () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    copyFileSync(tarball, join(folder, "pulumi-xobin.tgz"));
    writeFileSync(join(folder, "package.json"), manifest);
    prepare(cell.manager, folder);
    install(cell, folder);
  });
  writeFileSync(join(folder, "package.json"), manifestOf(cell, cell.language));
  for (const file of ["index.js", "index.ts", "tsconfig.json"]) {
    rmSync(join(folder, file), { force: true });
  }
  for (const [file, text] of Object.entries(programFiles(cell))) {
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** The environment of a program of this project, without the engine. */
export function projectEnv(cell: Cell, folder: string): NodeJS.ProcessEnv {
  const path = [nodeFolder(cell.node), process.env["PATH"]].join(delimiter);
  // The options of `yarn node`. Without the loader, ES modules among the dependencies are not found.
  const [resolver, loader] = [join(folder, ".pnp.cjs"), join(folder, ".pnp.loader.mjs")];
  return cell.manager === "yarn-pnp"
    ? {
        PATH: path,
        NODE_OPTIONS: `--require ${resolver} --experimental-loader ${pathToFileURL(loader).href}`,
      }
    : { PATH: path };
}

function manifestOf({ sdk, manager }: Cell, language: Cell["language"]): string {
  return JSON.stringify({
    name: `compat-${manager}-${sdk}`,
    private: true,
    type: language === "esm" ? "module" : "commonjs",
    main: language === "typescript" ? "index.ts" : "index.js",
    dependencies: {
      "@pulumi/pulumi": sdk,
      "pulumi-xobin": "file:./pulumi-xobin.tgz",
      typescript: TYPESCRIPT[sdk],
    },
  });
}

/** Settings that a package manager reads from the project, and that keep it inside this folder. */
function prepare(manager: Cell["manager"], folder: string): void {
  if (manager === "pnpm") {
    writeFileSync(join(folder, "pnpm-workspace.yaml"), "packages: []\n");
  }
  if (manager === "yarn" || manager === "yarn-pnp") {
    const linker = manager === "yarn" ? "node-modules" : "pnp";
    writeFileSync(
      join(folder, ".yarnrc.yml"),
      `nodeLinker: ${linker}\npnpEnableEsmLoader: true\nenableTelemetry: false\n`,
    );
    writeFileSync(join(folder, "yarn.lock"), "");
  }
}

function install(cell: Cell, folder: string): void {
  const [file, ...args] = managerCommand(cell.manager);
  const quiet = cell.manager === "npm" ? ["--no-audit", "--no-fund"] : [];
  execFileSync(file, [...args, "install", ...quiet], {
    cwd: folder,
    // In a continuous integration, package managers refuse a changed lock file; here there is none yet.
    env: { ...process.env, ...projectEnv({ ...cell, manager: "npm" }, folder), CI: "" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}
