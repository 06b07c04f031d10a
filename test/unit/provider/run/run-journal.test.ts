import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunJournal } from "../../../../provider/run/run-journal";
import { RunFolder } from "../../../../provider/run/run-folder";

const RUN = "127.0.0.1:43561";
const ACCOUNT = "https://app.xobin.com/api/v2";
const KEY = "https://app.xobin.com/api/v2 206";

let root: string;
let folder: string;
let reasons: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "run-"));
  folder = join(root, "hosts");
  reasons = [];
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** A host of a run, in this process. */
function host(address = RUN): RunJournal {
  return new RunJournal(new RunFolder(address, folder), (reason) => reasons.push(reason));
}

/** The parts of an interview that any host declares; `undefined` where none declares it. */
function partsIn(one: RunJournal, interview: string): Set<string> | undefined {
  const declarations = one.checkedDeclarations(interview);
  return declarations.length > 0 ? new Set(declarations.flatMap(({ parts }) => parts)) : undefined;
}

/** Whether any host deletes the interview or has deleted it: the interview itself, or nothing. */
const deletedIn = (one: RunJournal) => one.deletedAmong([KEY], (key) => key);

const filesIn = () => readdirSync(folder).map((name) => join(folder, name));

describe("hosts of one run", () => {
  test("see each other's declarations, whichever came first", () => {
    const [first, second] = [host(), host()];
    expect(partsIn(first, KEY)).toBeUndefined();
    second.noteChecked([KEY], ["start"], ACCOUNT);
    expect(partsIn(first, KEY)).toEqual(new Set(["start"]));
    first.noteChecked([KEY], ["auth"], ACCOUNT);
    expect(partsIn(second, KEY)).toEqual(new Set(["start", "auth"]));
    expect(partsIn(first, "https://app.xobin.com/api/v2 207")).toBeUndefined();
    expect(reasons).toEqual([]);
  });

  test("see each other's deletes, and a declaration waits for the one under way", async () => {
    const [deleting, declaring] = [host(), host()];
    expect(deletedIn(declaring)).toEqual([]);
    expect(await declaring.settled(KEY)).toBeUndefined();

    const noteEnd = deleting.noteDeleting(KEY, "basic");
    let isSettled = false;
    const settled = declaring.settled(KEY).then((past) => {
      isSettled = true;
      return past;
    });
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(isSettled).toBe(false);
    noteEnd();
    expect(await settled).toBe("basic");
    expect(await declaring.settled(KEY)).toBe("basic");
    expect(deletedIn(declaring)).toEqual([KEY]);
  });

  test("wait for every delete of an interview, not only for the last", async () => {
    const [deleting, declaring] = [host(), host()];
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

  test("of a delete and a declaration at the same moment, at least one sees the other", async () => {
    const [deleting, declaring] = [host(), host()];
    // Each notes first and looks then, so whatever the order of these four steps, both notes are there at the second look.
    declaring.noteChecked([KEY], ["start"], ACCOUNT);
    const noteEnd = deleting.noteDeleting(KEY, undefined);
    expect(partsIn(deleting, KEY)).toEqual(new Set(["start"]));
    expect(deletedIn(declaring)).toEqual([KEY]);
    const settled = declaring.settled(KEY);
    noteEnd();
    expect(await settled).toBeUndefined();
  });

  test("do not see the hosts of another run", async () => {
    const [one, other] = [host(), host("127.0.0.1:43562")];
    one.noteChecked([KEY], ["start"], ACCOUNT);
    expect(partsIn(other, KEY)).toBeUndefined();
    other.noteDeleting(KEY, undefined);
    expect(deletedIn(one)).toEqual([]);
    expect(await one.settled(KEY)).toBeUndefined();
  });

  test("do not see a host that has ended, even with the same engine address later, and remove its file", () => {
    host().noteChecked([KEY], ["start"], ACCOUNT);
    const [file = ""] = filesIn();
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const left = file.replace(`-${process.pid}-`, `-${pid}-`);
    writeFileSync(left, readFileSync(file));
    rmSync(file);

    const later = host();
    expect(partsIn(later, KEY)).toBeUndefined();
    later.noteChecked(["other"], ["start"], ACCOUNT);
    expect(filesIn()).not.toContain(left);
    expect(filesIn()).toHaveLength(1);
  });

  test("a host whose engine has exited withdraws, and comes back with the next note", () => {
    const [one, other] = [host(), host()];
    one.noteChecked([KEY], ["start"], ACCOUNT);
    one.withdraw();
    expect(filesIn()).toEqual([]);
    expect(partsIn(other, KEY)).toBeUndefined();
    one.noteChecked(["another"], ["auth"], ACCOUNT);
    expect(partsIn(other, KEY)).toEqual(new Set(["start"]));
  });
});

describe("the folder", () => {
  test("is private to the user and holds nothing secret", () => {
    const one = host();
    one.noteChecked([KEY], ["start", "auth"], ACCOUNT);
    one.noteDeleting(KEY, "basic");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const [file = ""] = filesIn();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8").split("\n").filter(Boolean)).toEqual([
      `{"event":"checked","interview":"${KEY}","parts":["start","auth"],"account":"${ACCOUNT}"}`,
      `{"event":"deleting","interview":"${KEY}","auth":"basic"}`,
    ]);
  });

  test("has names that every file system takes", () => {
    host("tcp://[::1]:1?\\*").noteChecked([KEY], [], ACCOUNT);
    expect(readdirSync(folder).join()).toMatch(/^[0-9a-f-]+\.jsonl$/);
  });

  test("is made private where it is the user's own and was open", () => {
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    host().noteChecked([KEY], [], ACCOUNT);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test("keeps the files of other containers for a week, whose process numbers mean nothing here", () => {
    mkdirSync(folder);
    const [recent, old] = [
      "00000000-0123456789abcdef-1-00000000.jsonl",
      "00000000-0123456789abcdef-2-00000000.jsonl",
    ].map((name) => join(folder, name)) as [string, string];
    [recent, old].forEach((file) => {
      writeFileSync(file, "");
    });
    utimesSync(old, 0, 0);
    host().noteChecked([KEY], [], ACCOUNT);
    expect(filesIn()).toContain(recent);
    expect(filesIn()).not.toContain(old);
  });

  test.each<[string, () => void]>([
    [
      "is a link",
      () => {
        mkdirSync(join(root, "elsewhere"));
        symlinkSync(join(root, "elsewhere"), folder);
      },
    ],
    [
      "is a file",
      () => {
        writeFileSync(folder, "");
      },
    ],
    [
      "belongs to another user",
      () => {
        mkdirSync(folder);
        jest.spyOn(process, "getuid").mockReturnValue(12345);
      },
    ],
    [
      "cannot be made",
      () => {
        writeFileSync(join(root, "file"), "");
        folder = join(root, "file", "hosts");
      },
    ],
  ])(
    "that %s is not used: one line, and the host goes on with its own declarations",
    async (_how, arrange) => {
      arrange();
      const one = host();
      one.noteChecked([KEY], ["start"], ACCOUNT);
      one.noteChecked(["other"], ["start"], ACCOUNT);
      expect(partsIn(one, KEY)).toEqual(new Set(["start"]));
      expect(deletedIn(one)).toEqual([]);
      expect(await one.settled(KEY)).toBeUndefined();
      expect(reasons).toHaveLength(1);
      jest.restoreAllMocks();
    },
  );

  test("a file in it that is a link is not read", () => {
    host().noteChecked([KEY], ["start"], ACCOUNT);
    const [file = ""] = filesIn();
    const target = join(root, "target");
    writeFileSync(target, readFileSync(file));
    rmSync(file);
    symlinkSync(target, file);
    expect(partsIn(host(), KEY)).toBeUndefined();
    expect(reasons).toHaveLength(1);
  });

  test("a line that a full disk cut short is passed over, and the next ones count", () => {
    const one = host();
    one.noteChecked([KEY], ["start"], ACCOUNT);
    const [file = ""] = filesIn();
    writeFileSync(file, `${readFileSync(file, "utf8")}{"event":"chec`);
    one.noteChecked(["other"], ["auth"], ACCOUNT);
    expect(partsIn(host(), "other")).toEqual(new Set(["auth"]));
  });
});

test("where no run can be told, a host knows its own declarations", async () => {
  const alone = new RunJournal(undefined, (reason) => reasons.push(reason));
  alone.noteChecked([KEY], ["start"], ACCOUNT);
  alone.noteDeleting(KEY, undefined)();
  expect(partsIn(alone, KEY)).toEqual(new Set(["start"]));
  expect(await alone.settled(KEY)).toBeUndefined();
  expect(reasons).toEqual([]);
});
