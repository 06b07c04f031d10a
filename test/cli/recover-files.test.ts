import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArrived } from "../../cli/recovery/arrived";
import { Journal } from "../../cli/recovery/journal";
import { windowFrom } from "../../cli/recovery/window";

const NOW = Date.parse("2025-07-11T12:00:00Z");
const CANARY = "jennifer@canary.example";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recover-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(text: string | Buffer): string {
  const name = join(folder, "file");
  writeFileSync(name, text);
  return name;
}

describe("--since and --until", () => {
  test.each([
    ["2025-07-01", "2025-07-01T00:00:00Z"],
    ["2025-07-01T05:00Z", "2025-07-01T05:00:00Z"],
    ["2025-07-01T05:00:00.250+02:00", "2025-07-01T03:00:00.250Z"],
    ["7d", "2025-07-04T12:00:00Z"],
    ["12h", "2025-07-11T00:00:00Z"],
  ])("%s is %s", (since, time) => {
    expect(windowFrom({ since }, NOW)).toEqual({ since: Date.parse(time), until: NOW });
  });

  test.each([
    "",
    "yesterday",
    "2025-02-30",
    "2025-13-01",
    "2025-07-01T05:00",
    "2025-07-01 05:00Z",
    "7",
    "7w",
    "-1d",
  ])("%j is no time", (since) => {
    expect(() => windowFrom({ since }, NOW)).toThrow(
      /^--since must be a date \(2025-07-11\), a time with its zone/,
    );
  });

  test("a window that is empty, or has an end only, is refused", () => {
    expect(() => windowFrom({ since: "2025-08-01" }, NOW)).toThrow("--since must be before now.");
    expect(() => windowFrom({ since: "1d", until: "2d" }, NOW)).toThrow("--since must be before --until.");
    expect(() => windowFrom({ until: "2d" }, NOW)).toThrow("--until needs --since.");
  });
});

describe("--have", () => {
  test("ids, keys of once and stored events are read, and only submissions count", async () => {
    const lines = [
      "1",
      "  2\r",
      "",
      "3:completed",
      "4:started",
      '"5"',
      JSON.stringify({ response_id: 6, invite_status: "Completed", candidate_email: CANARY }),
      JSON.stringify({ response_id: "7", invite_status: " completed " }),
      JSON.stringify({ response_id: 8, invite_status: "Started" }),
      JSON.stringify({ response_id: 9 }),
      "10:pending",
      JSON.stringify({ response_id: 11, invite_status: "Pending" }),
      JSON.stringify({ response_id: 12, invite_status: "Completed", candidate_summary: "a\u2028b" }),
    ];
    expect(await readArrived(file(`\ufeff${lines.join("\n")}`))).toEqual(new Set([1, 2, 3, 5, 6, 7, 9, 12]));
  });

  test.each<[string, Buffer]>([
    ["UTF-16, as PowerShell writes it", Buffer.from("\ufeff6735\r\n6736:completed\r\n", "utf16le")],
    ["UTF-16 without a byte order mark", Buffer.from("6735\n6736", "utf16le")],
    ["UTF-16, big-endian", Buffer.from("\ufeff6735\n6736\n", "utf16le").swap16()],
    ["UTF-8, longer than one read", Buffer.from(`6735\n${" ".repeat(100_000)}\n6736`)],
  ])("a file in %s is read", async (_encoding, bytes) => {
    expect(await readArrived(file(bytes))).toEqual(new Set([6735, 6736]));
  });

  test.each([
    CANARY,
    `{"candidate_email":"${CANARY}"}`,
    "[1]",
    "null",
    "1.5",
    "-1",
    "9007199254740993",
    `{"response_id":`,
  ])("the line %j is refused by its number, and not repeated", async (line) => {
    const reading = readArrived(file(`1\n${line}\n`));
    await expect(reading).rejects.toThrow(/^--have: line 2 of .* is neither/);
    await expect(reading).rejects.not.toThrow(CANARY);
  });

  test("a file that is not there is named with the reason", async () => {
    await expect(readArrived(join(folder, "none"))).rejects.toThrow(
      /^--have: .*none cannot be read \(ENOENT\)\.$/,
    );
  });
});

describe("--journal", () => {
  test("an id is in the file as soon as it is appended, and in the next run", () => {
    const name = join(folder, "journal");
    const journal = new Journal(name);
    journal.append(6735);
    expect(readFileSync(name, "utf8")).toBe("6735\n");
    journal.close();
    expect(new Journal(name).accepted).toEqual(new Set([6735]));
  });

  test("half a line of a killed run is taken away, since it reads as another id", () => {
    const name = file("6735\n67");
    const journal = new Journal(name);
    journal.append(6736);
    expect(journal.accepted).toEqual(new Set([6735]));
    expect(readFileSync(name, "utf8")).toBe("6735\n6736\n");
  });

  test("a file that is no journal is refused and left as it is", () => {
    const name = file(`6735\n${CANARY}\n`);
    expect(() => new Journal(name)).toThrow(/^--journal: .* is no journal: entry 2 is no response id\.$/);
    expect(readFileSync(name, "utf8")).toBe(`6735\n${CANARY}\n`);
  });

  test.each([CANARY, "{}", "6735\n[1]", "6735\n6736 and 6737"])(
    "%j without a line's end is no journal, and left as it is",
    (text) => {
      const name = file(text);
      expect(() => new Journal(name)).toThrow(/ is no journal: /);
      expect(readFileSync(name, "utf8")).toBe(text);
    },
  );

  test("a disk that fills in the middle of an id leaves no half of it", () => {
    const before = "1\n".repeat(511);
    const name = file(before);
    // A process of its own, whose files may have 1,024 bytes: 2 are left.
    const problem = execFileSync(
      process.execPath,
      [
        "--import",
        "tsx",
        "--eval",
        `
      const { Journal } = require(${JSON.stringify(require.resolve("../../cli/recovery/journal"))});
      const journal = new Journal(${JSON.stringify(name)});
      require("node:child_process").execFileSync("prlimit", ["--pid", String(process.pid), "--fsize=1024:"]);
      journal.append(6735);
      journal.append(6736);
      process.stdout.write(journal.problem);`,
      ],
      { encoding: "utf8" },
    );
    expect(problem).toContain("not in it: 6735, 6736.");
    expect(readFileSync(name, "utf8")).toBe(before);
  });

  test("a file that cannot be made is named with the reason", () => {
    expect(() => new Journal(join(folder, "none/journal"))).toThrow(/cannot be written \(ENOENT\)\.$/);
  });

  test("a full disk is a problem that names every id that is not in the journal", () => {
    const journal = new Journal("/dev/full");
    expect(journal.problem).toBeUndefined();
    journal.append(6735);
    journal.append(6736);
    expect(journal.problem).toBe(
      "The journal /dev/full cannot be written (ENOSPC), so nothing more was sent. Accepted last and not in it: 6735, 6736. " +
        "Make room, add these ids, one a line, and run the command again.",
    );
  });
});
