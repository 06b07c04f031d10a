import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findRunFolder } from "../../../../provider/run/find-folder";

// The module itself, whose functions can be replaced.
const fs = jest.requireActual<typeof import("node:fs")>("node:fs");
const os = jest.requireActual<typeof import("node:os")>("node:os");

const NAME = `pulumi-xobin-${process.getuid?.() ?? "user"}`;

let root: string;
let home: string;
let runtime: string;
let temporary: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "find-folder-"));
  [home, runtime, temporary] = ["home", "runtime", "temporary"].map((name) => join(root, name)) as [
    string,
    string,
    string,
  ];
  for (const folder of [home, runtime, temporary]) {
    mkdirSync(folder, { mode: 0o755 });
  }
  jest.spyOn(os, "tmpdir").mockReturnValue(temporary);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

const find = () => findRunFolder({ PULUMI_HOME: home, XDG_RUNTIME_DIR: runtime });

test("the folder is in Pulumi's home, which is created where it is missing", () => {
  expect(find()).toBe(join(home, NAME));
  expect(statSync(join(home, NAME)).mode & 0o777).toBe(0o700);

  jest.spyOn(os, "homedir").mockReturnValue(root);
  expect(findRunFolder({})).toBe(join(root, ".pulumi", NAME));
});

test("a folder of the user's own that was open is made private", () => {
  mkdirSync(join(home, NAME));
  chmodSync(join(home, NAME), 0o777);
  expect(find()).toBe(join(home, NAME));
  expect(statSync(join(home, NAME)).mode & 0o777).toBe(0o700);
});

describe("Pulumi's home is passed over", () => {
  test.each<[string, () => void]>([
    [
      "where the folder in it is a link",
      () => {
        symlinkSync(root, join(home, NAME));
      },
    ],
    [
      "where a file has the folder's name",
      () => {
        writeFileSync(join(home, NAME), "");
      },
    ],
    [
      "where others can write in it",
      () => {
        chmodSync(home, 0o777);
      },
    ],
    [
      "where it is another user's",
      () => {
        const { statSync: original } = fs;
        jest
          .spyOn(fs, "statSync")
          .mockImplementation(((path: string) =>
            path === home ? Object.assign(original(path), { uid: 12345 }) : original(path)) as never);
      },
    ],
    [
      "where the folder in it is another user's",
      () => {
        const { lstatSync: original } = fs;
        jest
          .spyOn(fs, "lstatSync")
          .mockImplementation(((path: string) =>
            path === join(home, NAME)
              ? Object.assign(original(path), { uid: 12345 })
              : original(path)) as never);
      },
    ],
    [
      "on a read-only file system",
      () => {
        jest.spyOn(fs, "accessSync").mockImplementationOnce(() => {
          throw Object.assign(new Error("EROFS: read-only file system"), { code: "EROFS" });
        });
      },
    ],
    [
      "where it is a file",
      () => {
        rmSync(home, { recursive: true });
        writeFileSync(home, "");
      },
    ],
    [
      "where its path is too long",
      () => {
        home = join(root, "x".repeat(300));
      },
    ],
    [
      "where its path is relative",
      () => {
        home = "home";
      },
    ],
  ])("%s", (_where, arrange) => {
    arrange();
    expect(find()).toBe(join(runtime, NAME));
  });
});

test("the temporary directory comes last", () => {
  expect(findRunFolder({ PULUMI_HOME: "relative" })).toBe(join(temporary, NAME));
});

test("a full disk leads to no other folder, where the other hosts would not be", () => {
  jest.spyOn(fs, "mkdirSync").mockImplementation(() => {
    throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
  });
  expect(find()).toEqual(new Error("ENOSPC: no space left on device"));
});

test("one error tells why no folder can be used", () => {
  chmodSync(home, 0o777);
  symlinkSync(root, join(temporary, NAME));
  const reasons = `others can write in ${home}; XDG_RUNTIME_DIR names no absolute path; ${join(temporary, NAME)} belongs to another user or is a link`;
  expect(findRunFolder({ PULUMI_HOME: home })).toEqual(new Error(reasons));
});
