import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folders of the Go modules that pin what is built; `go.sum` pins the content of every module below them. */
export const MODULES = {
  cli: join(__dirname, "modules", "cli"),
  language: join(__dirname, "modules", "language-nodejs"),
};

/** The engine that is installed where none is found. */
export const pinnedVersion = read();

function read() {
  const goMod = readFileSync(join(MODULES.cli, "go.mod"), "utf8");
  const [, go] = /^go (\S+)$/m.exec(goMod) ?? [];
  const [, version] = /github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/.exec(goMod) ?? [];
  if (go === undefined || version === undefined) {
    throw new Error(`${MODULES.cli}/go.mod names no version`);
  }

  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const folder of Object.values(MODULES)) {
    for (const file of ["go.mod", "go.sum"]) {
      hash.update(readFileSync(join(folder, file)));
    }
  }
  return {
    /** Version of the engine, without the leading `v`. */
    version,
    /** The oldest Go that builds it. */
    go,
    /** Identifies the version, the platform, and every module of the build. */
    id: `${version}-${hash.digest("hex").slice(0, 12)}`,
  };
}
