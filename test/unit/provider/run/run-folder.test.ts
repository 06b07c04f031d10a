import { spawn } from "node:child_process";
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findStart, MACHINE } from "../../../../provider/run/processes";
import { RunFolder } from "../../../../provider/run/run-folder";
import { Hosts, RUN } from "./hosts";

let hosts: Hosts;
beforeEach(() => {
  hosts = new Hosts();
});
afterEach(() => {
  hosts.remove();
});

/** A file that a host has left. */
function leave(name: string): string {
  writeFileSync(join(hosts.folder, name), "");
  return name;
}

test("file names are such as every file system takes", () => {
  new RunFolder(hosts.folder, "tcp://[::1]:1?\\*").createFile();
  expect(readdirSync(hosts.folder).join()).toMatch(/^[0-9a-f-]+\.jsonl$/);
});

test("files of another machine or container stay for a week", () => {
  const [recent, old] = [1, 2].map((pid) =>
    leave(`${"f".repeat(16)}-0123456789abcdef-${pid}-7-00000000.jsonl`),
  );
  utimesSync(join(hosts.folder, old ?? ""), 0, 0);
  new RunFolder(hosts.folder, RUN).createFile();
  expect(readdirSync(hosts.folder)).toContain(recent);
  expect(readdirSync(hosts.folder)).not.toContain(old);
});

test("a process number that was given to another process revives no host", () => {
  const folder = new RunFolder(hosts.folder, RUN);
  writeFileSync(folder.newPath(process.pid, "1"), "");
  expect(folder.look(undefined).journals).toEqual([]);
  folder.createFile();
  expect(folder.look(undefined).journals).toHaveLength(1);
});

test("a process has ended as soon as it is killed, before its parent notices", () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 60_000)"]);
  const pid = child.pid ?? 0;
  expect(findStart(pid)).toBeDefined();
  child.kill("SIGKILL");
  // This process cannot notice while it waits.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
  expect(findStart(pid)).toBeUndefined();
  expect(findStart(process.pid)).toBeDefined();
});

test("Linux names a start of the machine", () => {
  expect(MACHINE).toMatch(process.platform === "linux" ? /^[0-9a-f]{16}$/ : /^$/);
});
