// `npm run example -- <name> <folder>`: takes an example out of the checkout, with the package beside it.
import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { packedPackage } from "./packed-package";
import { exitWith, print } from "./print";

const EXAMPLES = join(resolve(__dirname, ".."), "examples");
const TARBALL = "pulumi-xobin.tgz";

function takeOut(name = "", target = ""): void {
  const source = join(EXAMPLES, name);
  if (!name || !existsSync(join(source, "package.json"))) {
    throw new Error(`Usage: npm run example -- <name> <folder>; names: ${exampleNames().join(", ")}`);
  }
  const folder = resolve(process.env["INIT_CWD"] ?? ".", target || name);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty: name a new folder`);
  }
  cpSync(source, folder, {
    recursive: true,
    filter: (file) => !/^(node_modules|package-lock\.json)$/.test(relative(source, file)),
  });
  copyFileSync(packedPackage(), join(folder, TARBALL));
  const manifest = join(folder, "package.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"file:../.."', `"file:./${TARBALL}"`));
  print(`The example is in ${folder}: run npm install there, then the commands of its README.`);
}

function exampleNames(): string[] {
  return readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "package.json")));
}

try {
  takeOut(...process.argv.slice(2));
} catch (error) {
  exitWith(error);
}
