import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

interface Manifest {
  readonly bin?: object;
  readonly dependencies?: object;
  readonly peerDependencies?: object;
  readonly link?: boolean;
}

const lockFiles = readdirSync(join(ROOT, "examples"))
  .map((name) => `examples/${name}/package-lock.json`)
  .filter((file) => existsSync(join(ROOT, file)))
  .map((file) => ({ file, ...(readJson(file) as { packages: Record<string, Manifest | undefined> }) }))
  .filter(({ packages }) => packages["node_modules/pulumi-xobin"]);

test.each(lockFiles)("$file has what the package needs today", ({ packages }) => {
  const locked = packages["node_modules/pulumi-xobin"];
  // Where this fails: npm run lock:examples.
  expect(needs(locked?.link ? packages["../.."] : locked)).toEqual(
    needs(readJson("package.json") as Manifest),
  );
});

function needs({ bin, dependencies, peerDependencies }: Manifest = {}): object {
  return { bin, dependencies, peerDependencies };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}
