import { spawnSync } from "node:child_process";
import { readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunFolder } from "../../../../provider/run/run-folder";
import { RunJournal } from "../../../../provider/run/run-journal";
import { ACCOUNT, deletedIn, Hosts, ID, partsIn, RUN } from "./hosts";

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
    second.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    expect(partsIn(first)).toEqual(new Set(["start"]));
    first.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["auth"]);
    expect(partsIn(second)).toEqual(new Set(["start", "auth"]));
    expect(partsIn(first, 207)).toBeUndefined();
    expect(first.problem).toBeUndefined();
  });

  test("count what is announced for an update, and not for a delete", () => {
    const [program, host] = [hosts.start(), hosts.start()];
    program.noteAnnounced(ACCOUNT, [ID], ["start"]);
    expect(host.keepingDeclarations(ACCOUNT, ID, "checked").declarations).toEqual([]);
    expect(host.keepingDeclarations(ACCOUNT, ID, "announced").declarations).toMatchObject([
      { parts: ["start"], account: ACCOUNT },
    ]);
  });

  test("find another owner of an interview in any host, and none in another account", () => {
    const [first, second] = [hosts.start(), hosts.start()];
    const owned = (owner: string | undefined) => [{ aiInterviewId: ID, owner }];
    first.noteChecked(ACCOUNT, owned("first"), ["start"]);
    expect(second.findOtherOwner(ACCOUNT, owned("second"))).toMatchObject({
      owner: "second",
      other: "first",
    });
    expect(first.findOtherOwner(ACCOUNT, owned("second"))).toMatchObject({ other: "first" });
    expect(second.findOtherOwner(`apac at ${ACCOUNT}`, owned("second"))).toBeUndefined();
    expect(second.findOtherOwner(ACCOUNT, [{ aiInterviewId: 207, owner: "second" }])).toBeUndefined();
    expect(second.findOtherOwner(ACCOUNT, owned(undefined))).toBeUndefined();
  });

  test("take a resource that is checked twice for one owner", () => {
    const host = hosts.start();
    host.noteChecked(ACCOUNT, [{ aiInterviewId: ID, owner: "first" }], ["start"]);
    host.noteChecked(ACCOUNT, [{ aiInterviewId: ID, owner: "first" }], ["start", "auth"]);
    expect(host.findOtherOwner(ACCOUNT, [{ aiInterviewId: ID, owner: "first" }])).toBeUndefined();
    expect(partsIn(host)).toEqual(new Set(["start", "auth"]));
  });

  test("pass names on as they are, in any writing", () => {
    const [first, second] = [hosts.start(), hosts.start()];
    const account = `émea 東京 🦜 at ${ACCOUNT}`;
    first.noteChecked(account, [{ aiInterviewId: ID }], ["start"]);
    expect(second.keepingDeclarations(ACCOUNT, ID, "checked").declarations).toMatchObject([
      { parts: ["start"], account },
    ]);
  });

  test("see each other's deletes, and a declaration waits for the one under way", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    expect(deletedIn(declaring)).toEqual(new Set());
    expect(await declaring.settled(ACCOUNT, ID)).toBeUndefined();

    const noteEnd = deleting.noteDeleting(ACCOUNT, ID, "basic");
    let isSettled = false;
    const settled = declaring.settled(ACCOUNT, ID).then((auth) => {
      isSettled = true;
      return auth;
    });
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(isSettled).toBe(false);
    noteEnd();
    expect(await settled).toBe("basic");
    expect(await declaring.settled(ACCOUNT, ID)).toBe("basic");
    expect(deletedIn(declaring)).toEqual(new Set([ID]));
  });

  test("wait for every delete of an interview, not only for the last", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const ends = [
      deleting.noteDeleting(ACCOUNT, ID, "apikey"),
      deleting.noteDeleting(ACCOUNT, ID, undefined),
    ];
    ends[1]?.();
    const waited = Promise.race([
      declaring.settled(ACCOUNT, ID).then(() => "settled"),
      new Promise((resolve) =>
        setTimeout(() => {
          resolve("waiting");
        }, 100),
      ),
    ]);
    expect(await waited).toBe("waiting");
    ends[0]?.();
    expect(await declaring.settled(ACCOUNT, ID)).toBe("apikey");
  });

  test("see each other's delete and declaration of one moment, at least one of them", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    // Each notes first and looks then, so whatever the order of these four steps, both notes are there at the second look.
    declaring.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    const noteEnd = deleting.noteDeleting(ACCOUNT, ID, undefined);
    expect(partsIn(deleting)).toEqual(new Set(["start"]));
    expect(deletedIn(declaring)).toEqual(new Set([ID]));
    const settled = declaring.settled(ACCOUNT, ID);
    noteEnd();
    expect(await settled).toBeUndefined();
  });

  test("know nothing of an interview whose account a state does not name", () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    declaring.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    deleting.noteDeleting(ACCOUNT, ID, undefined);
    expect(declaring.deletedAmong(undefined, [ID])).toEqual(new Set());
    expect(deleting.keepingDeclarations(undefined, ID, "checked").declarations).toEqual([]);
  });

  test("do not see the hosts of another run", async () => {
    const [one, other] = [hosts.start(), hosts.start("127.0.0.1:43562")];
    one.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    expect(partsIn(other)).toBeUndefined();
    other.noteDeleting(ACCOUNT, ID, undefined);
    expect(deletedIn(one)).toEqual(new Set());
    expect(await one.settled(ACCOUNT, ID)).toBeUndefined();
  });

  test("do not see a host that has ended, and remove its file", () => {
    hosts.start().noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    const [file = ""] = hosts.files;
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const left = file.replace(`-${process.pid}-`, `-${pid}-`);
    renameSync(file, left);

    const later = hosts.start();
    expect(partsIn(later)).toBeUndefined();
    later.noteChecked(ACCOUNT, [{ aiInterviewId: 207 }], ["start"]);
    expect(hosts.files).not.toContain(left);
    expect(hosts.files).toHaveLength(1);
  });

  test("a host whose engine has exited leaves, and comes back with the next note", () => {
    const [one, other] = [hosts.start(), hosts.start()];
    one.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    one.leave();
    expect(hosts.files).toEqual([]);
    expect(partsIn(other)).toBeUndefined();
    one.noteChecked(ACCOUNT, [{ aiInterviewId: 207 }], ["auth"]);
    expect(partsIn(other)).toEqual(new Set(["start"]));
  });

  test("leave nothing secret in files that others can read", () => {
    const one = hosts.start();
    one.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start", "auth"]);
    one.noteDeleting(ACCOUNT, ID, "basic")();
    const [file = ""] = hosts.files;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8").split("\n").filter(Boolean)).toEqual([
      `{"event":"checked","interview":"${ACCOUNT} ${ID}","parts":["start","auth"],"account":"${ACCOUNT}"}`,
      `{"event":"deleting","id":1,"interview":"${ACCOUNT} ${ID}","auth":"basic"}`,
      `{"event":"deleted","id":1}`,
    ]);
  });
});

describe("a full disk", () => {
  test("shows the others that a host lacks lines, until it has space again", () => {
    const [full, other] = [hosts.start(), hosts.start()];
    for (const aiInterviewId of [207, 208]) {
      full.noteChecked(ACCOUNT, [{ aiInterviewId }], ["start"]);
    }
    expect(other.problem).toBeUndefined();
    fillDisk(3);
    full.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    expect(full.problem).toMatch(/could not be written to its end$/);
    expect(other.problem).toBe("another process of this run could not write its file");

    jest.restoreAllMocks();
    expect(full.problem).toBeUndefined();
    expect(other.problem).toBeUndefined();
    expect(partsIn(other)).toEqual(new Set(["start"]));
    expect(partsIn(other, 208)).toEqual(new Set(["start"]));
    expect(hosts.files).toHaveLength(1);
  });

  test("of one host hides nothing of the others", () => {
    const [full, deleting, declaring] = [hosts.start(), hosts.start(), hosts.start()];
    deleting.noteDeleting(ACCOUNT, ID, undefined)();
    const noteEnd = full.noteDeleting(ACCOUNT, 207, undefined);
    fillDisk(0);
    full.noteChecked(ACCOUNT, [{ aiInterviewId: 207 }], ["start"]);
    expect(deletedIn(declaring)).toEqual(new Set([ID]));
    noteEnd();
    expect(deletedIn(declaring)).toEqual(new Set([ID]));
  });

  test("holds no declaration up for a delete whose end could not be written", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const noteEnd = deleting.noteDeleting(ACCOUNT, ID, "basic");
    fillDisk(0);
    noteEnd();
    await declaring.settled(ACCOUNT, ID);
    expect(declaring.keepingDeclarations(ACCOUNT, ID, "checked").problem).toBeDefined();
  });

  test("keeps a declaration waiting for a delete that is still under way", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const noteEnd = deleting.noteDeleting(ACCOUNT, ID, undefined);
    fillDisk(0);
    deleting.noteChecked(ACCOUNT, [{ aiInterviewId: 207 }], ["start"]);
    const settled = declaring.settled(ACCOUNT, ID).then(() => "settled");
    expect(await Promise.race([settled, new Promise((resolve) => setImmediate(resolve))])).toBeUndefined();
    noteEnd();
    expect(await settled).toBe("settled");
  });

  test("repeats lines once it has space, and none of them counts twice", async () => {
    const [deleting, declaring] = [hosts.start(), hosts.start()];
    const ends = [207, 208, ID].map((each) => deleting.noteDeleting(ACCOUNT, each, undefined));
    fillDisk(40);
    ends.forEach((noteEnd) => {
      noteEnd();
    });
    jest.restoreAllMocks();
    const noteEnd = deleting.noteDeleting(ACCOUNT, ID, undefined);
    const settled = declaring.settled(ACCOUNT, ID).then(() => "settled");
    expect(await Promise.race([settled, new Promise((resolve) => setImmediate(resolve))])).toBeUndefined();
    noteEnd();
    expect(await settled).toBe("settled");
  });
});

test("a host comes back with all lines when somebody removed its file", () => {
  const [one, other] = [hosts.start(), hosts.start()];
  one.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
  hosts.files.forEach((file) => {
    fs.rmSync(file);
  });
  one.noteChecked(ACCOUNT, [{ aiInterviewId: 207 }], ["auth"]);
  expect(one.problem).toBeUndefined();
  expect(partsIn(other)).toEqual(new Set(["start"]));
});

test("a torn line is passed over, and the next ones count", () => {
  const one = hosts.start();
  one.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
  const [file = ""] = hosts.files;
  writeFileSync(file, `${readFileSync(file, "utf8")}{"event":"chec`);
  one.noteChecked(ACCOUNT, [{ aiInterviewId: 207 }], ["auth"]);
  expect(partsIn(hosts.start(), 207)).toEqual(new Set(["auth"]));
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
  hosts.start().noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
  replace(hosts.files[0] ?? "");
  const other = hosts.start();
  expect(partsIn(other)).toBeUndefined();
  expect(other.problem).toBeDefined();
});

test("a host without a folder knows its own declarations, and why no others", async () => {
  const alone = new RunJournal(new RunFolder(new Error("no folder"), RUN));
  alone.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
  alone.noteDeleting(ACCOUNT, ID, undefined)();
  expect(partsIn(alone)).toEqual(new Set(["start"]));
  expect(await alone.settled(ACCOUNT, ID)).toBeUndefined();
  expect(alone.problem).toBe("no folder");
});

test("a process without an engine has no other hosts, and no problem", () => {
  const alone = new RunJournal(undefined);
  alone.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
  expect(partsIn(alone)).toEqual(new Set(["start"]));
  expect(alone.problem).toBeUndefined();
});
