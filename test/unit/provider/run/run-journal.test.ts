import { spawnSync } from "node:child_process";
import { readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunFolder } from "../../../../provider/run/run-folder";
import { RunJournal } from "../../../../provider/run/run-journal";
import { ACCOUNT, deletedIn, Hosts, KEY, partsIn, RUN } from "./hosts";

// The module itself, whose functions can be replaced.
const fs = jest.requireActual<typeof import("node:fs")>("node:fs");

let hosts: Hosts;
beforeEach(() => {
  hosts = new Hosts();
});
afterEach(() => {
  jest.restoreAllMocks();
  hosts.remove();
});

/** From now on, the disk takes only so many bytes of each write. */
function fillDisk(space: number): void {
  const { writeSync } = fs;
  jest
    .spyOn(fs, "writeSync")
    .mockImplementation(((descriptor: number, bytes: Buffer) =>
      writeSync(descriptor, bytes, 0, Math.min(bytes.length, space))) as never);
}

describe("hosts of one run", () => {
  test("see each other's declarations, whichever came first", () => {
    const [first, second] = [hosts.start(), hosts.start()];
    expect(partsIn(first)).toBeUndefined();
    second.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
    expect(partsIn(first)).toEqual(new Set(["start"]));
    first.noteChecked([{ interview: KEY }], ["auth"], ACCOUNT);
    expect(partsIn(second)).toEqual(new Set(["start", "auth"]));
    expect(partsIn(first, "https://app.xobin.com/api/v2 207")).toBeUndefined();
    expect(first.problem).toBeUndefined();
  });

  test("count what is announced for an update, and not for a delete", () => {
    const [program, host] = [hosts.start(), hosts.start()];
    program.noteAnnounced([KEY], ["start"], ACCOUNT);
    expect(host.keepingDeclarations(KEY, "checked").declarations).toEqual([]);
    expect(host.keepingDeclarations(KEY, "announced").declarations).toMatchObject([
      { parts: ["start"], account: ACCOUNT },
    ]);
  });

  test("find another owner of an interview in any host, and none in another account", () => {
    const [first, second] = [hosts.start(), hosts.start()];
    const owned = (owner: string | undefined) => [{ interview: KEY, owner }];
    first.noteChecked(owned("first"), ["start"], ACCOUNT);
    expect(second.findOtherOwner(owned("second"), ACCOUNT)).toMatchObject({
      owner: "second",
      other: "first",
    });
    expect(first.findOtherOwner(owned("second"), ACCOUNT)).toMatchObject({ other: "first" });
    expect(second.findOtherOwner(owned("second"), `apac at ${ACCOUNT}`)).toBeUndefined();
    expect(second.findOtherOwner([{ interview: "207", owner: "second" }], ACCOUNT)).toBeUndefined();
    expect(second.findOtherOwner(owned(undefined), ACCOUNT)).toBeUndefined();
  });

  test("take a resource that is checked twice for one owner", () => {
    const host = hosts.start();
    host.noteChecked([{ interview: KEY, owner: "first" }], ["start"], ACCOUNT);
    host.noteChecked([{ interview: KEY, owner: "first" }], ["start", "auth"], ACCOUNT);
    expect(host.findOtherOwner([{ interview: KEY, owner: "first" }], ACCOUNT)).toBeUndefined();
    expect(partsIn(host)).toEqual(new Set(["start", "auth"]));
  });

  test("pass names on as they are, in any writing", () => {
    const [first, second] = [hosts.start(), hosts.start()];
    const account = `émea 東京 🦜 at ${ACCOUNT}`;
    first.noteChecked([{ interview: KEY }], ["start"], account);
    expect(second.keepingDeclarations(KEY, "checked").declarations).toMatchObject([
      { parts: ["start"], account },
    ]);
  });

  test("see each other's deletes, and a declaration waits for the one under way", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    expect(deletedIn(declaring)).toEqual([]);
    expect(await declaring.settled(KEY)).toBeUndefined();

    const noteEnd = deleting.noteDeleting(KEY, "basic");
    let isSettled = false;
    const settled = declaring.settled(KEY).then((auth) => {
      isSettled = true;
      return auth;
    });
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(isSettled).toBe(false);
    noteEnd();
    expect(await settled).toBe("basic");
    expect(await declaring.settled(KEY)).toBe("basic");
    expect(deletedIn(declaring)).toEqual([KEY]);
  });

  test("wait for every delete of an interview, not only for the last", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const ends = [deleting.noteDeleting(KEY, "apikey"), deleting.noteDeleting(KEY, undefined)];
    ends[1]?.();
    const waited = Promise.race([
      declaring.settled(KEY).then(() => "settled"),
      new Promise((resolve) =>
        setTimeout(() => {
          resolve("waiting");
        }, 100),
      ),
    ]);
    expect(await waited).toBe("waiting");
    ends[0]?.();
    expect(await declaring.settled(KEY)).toBe("apikey");
  });

  test("see each other's delete and declaration of one moment, at least one of them", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    // Each notes first and looks then, so whatever the order of these four steps, both notes are there at the second look.
    declaring.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
    const noteEnd = deleting.noteDeleting(KEY, undefined);
    expect(partsIn(deleting)).toEqual(new Set(["start"]));
    expect(deletedIn(declaring)).toEqual([KEY]);
    const settled = declaring.settled(KEY);
    noteEnd();
    expect(await settled).toBeUndefined();
  });

  test("do not see the hosts of another run", async () => {
    const [one, other] = [hosts.start(), hosts.start("127.0.0.1:43562")];
    one.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
    expect(partsIn(other)).toBeUndefined();
    other.noteDeleting(KEY, undefined);
    expect(deletedIn(one)).toEqual([]);
    expect(await one.settled(KEY)).toBeUndefined();
  });

  test("do not see a host that has ended, and remove its file", () => {
    hosts.start().noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
    const [file = ""] = hosts.files;
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const left = file.replace(`-${process.pid}-`, `-${pid}-`);
    renameSync(file, left);

    const later = hosts.start();
    expect(partsIn(later)).toBeUndefined();
    later.noteChecked([{ interview: "other" }], ["start"], ACCOUNT);
    expect(hosts.files).not.toContain(left);
    expect(hosts.files).toHaveLength(1);
  });

  test("a host whose engine has exited leaves, and comes back with the next note", () => {
    const [one, other] = [hosts.start(), hosts.start()];
    one.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
    one.leave();
    expect(hosts.files).toEqual([]);
    expect(partsIn(other)).toBeUndefined();
    one.noteChecked([{ interview: "another" }], ["auth"], ACCOUNT);
    expect(partsIn(other)).toEqual(new Set(["start"]));
  });

  test("leave nothing secret in files that others can read", () => {
    const one = hosts.start();
    one.noteChecked([{ interview: KEY }], ["start", "auth"], ACCOUNT);
    one.noteDeleting(KEY, "basic")();
    const [file = ""] = hosts.files;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8").split("\n").filter(Boolean)).toEqual([
      `{"event":"checked","interview":"${KEY}","parts":["start","auth"],"account":"${ACCOUNT}"}`,
      `{"event":"deleting","id":1,"interview":"${KEY}","auth":"basic"}`,
      `{"event":"deleted","id":1}`,
    ]);
  });
});

describe("a full disk", () => {
  test("shows the others that a host lacks lines, until it has space again", () => {
    const [full, other] = [hosts.start(), hosts.start()];
    for (const interview of ["first", "earlier"]) {
      full.noteChecked([{ interview }], ["start"], ACCOUNT);
    }
    expect(other.problem).toBeUndefined();
    fillDisk(3);
    full.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
    expect(full.problem).toMatch(/could not be written to its end$/);
    expect(other.problem).toBe("another process of this run could not write its file");

    jest.restoreAllMocks();
    expect(full.problem).toBeUndefined();
    expect(other.problem).toBeUndefined();
    expect(partsIn(other)).toEqual(new Set(["start"]));
    expect(partsIn(other, "earlier")).toEqual(new Set(["start"]));
    expect(hosts.files).toHaveLength(1);
  });

  test("of one host hides nothing of the others", () => {
    const [full, deleting, declaring] = [hosts.start(), hosts.start(), hosts.start()];
    deleting.noteDeleting(KEY, undefined)();
    const noteEnd = full.noteDeleting("another", undefined);
    fillDisk(0);
    full.noteChecked([{ interview: "another" }], ["start"], ACCOUNT);
    expect(deletedIn(declaring)).toEqual([KEY]);
    noteEnd();
    expect(deletedIn(declaring)).toEqual([KEY]);
  });

  test("holds no declaration up for a delete whose end could not be written", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const noteEnd = deleting.noteDeleting(KEY, "basic");
    fillDisk(0);
    noteEnd();
    await declaring.settled(KEY);
    expect(declaring.keepingDeclarations(KEY, "checked").problem).toBeDefined();
  });

  test("keeps a declaration waiting for a delete that is still under way", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const noteEnd = deleting.noteDeleting(KEY, undefined);
    fillDisk(0);
    deleting.noteChecked([{ interview: "another" }], ["start"], ACCOUNT);
    const settled = declaring.settled(KEY).then(() => "settled");
    expect(await Promise.race([settled, new Promise((resolve) => setImmediate(resolve))])).toBeUndefined();
    noteEnd();
    expect(await settled).toBe("settled");
  });

  test("repeats lines once it has space, and none of them counts twice", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const ends = ["a", "b", KEY].map((key) => deleting.noteDeleting(key, undefined));
    fillDisk(40);
    ends.forEach((noteEnd) => {
      noteEnd();
    });
    jest.restoreAllMocks();
    const noteEnd = deleting.noteDeleting(KEY, undefined);
    const settled = declaring.settled(KEY).then(() => "settled");
    expect(await Promise.race([settled, new Promise((resolve) => setImmediate(resolve))])).toBeUndefined();
    noteEnd();
    expect(await settled).toBe("settled");
  });
});

test("a host comes back with all lines when somebody removed its file", () => {
  const [one, other] = [hosts.start(), hosts.start()];
  one.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
  hosts.files.forEach((file) => {
    fs.rmSync(file);
  });
  one.noteChecked([{ interview: "another" }], ["auth"], ACCOUNT);
  expect(one.problem).toBeUndefined();
  expect(partsIn(other)).toEqual(new Set(["start"]));
});

test("a torn line is passed over, and the next ones count", () => {
  const one = hosts.start();
  one.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
  const [file = ""] = hosts.files;
  writeFileSync(file, `${readFileSync(file, "utf8")}{"event":"chec`);
  one.noteChecked([{ interview: "other" }], ["auth"], ACCOUNT);
  expect(partsIn(hosts.start(), "other")).toEqual(new Set(["auth"]));
});

test.each<[string, (file: string) => void]>([
  [
    "a link",
    (file) => {
      writeFileSync(join(hosts.folder, "target"), readFileSync(file));
      fs.rmSync(file);
      symlinkSync(join(hosts.folder, "target"), file);
    },
  ],
  [
    "a pipe",
    (file) => {
      fs.rmSync(file);
      expect(spawnSync("mkfifo", [file]).status).toBe(0);
    },
  ],
])("%s in place of a file is not read, and blocks nobody", (_what, replace) => {
  hosts.start().noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
  replace(hosts.files[0] ?? "");
  const other = hosts.start();
  expect(partsIn(other)).toBeUndefined();
  expect(other.problem).toBeDefined();
});

test("a host without a folder knows its own declarations, and why no others", async () => {
  const alone = new RunJournal(new RunFolder(new Error("no folder"), RUN));
  alone.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
  alone.noteDeleting(KEY, undefined)();
  expect(partsIn(alone)).toEqual(new Set(["start"]));
  expect(await alone.settled(KEY)).toBeUndefined();
  expect(alone.problem).toBe("no folder");
});

test("a process without an engine has no other hosts, and no problem", () => {
  const alone = new RunJournal(undefined);
  alone.noteChecked([{ interview: KEY }], ["start"], ACCOUNT);
  expect(partsIn(alone)).toEqual(new Set(["start"]));
  expect(alone.problem).toBeUndefined();
});
