import { copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { symlinkSync, truncateSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findEngine } from "../../../tools/engine";
import { pinnedVersion } from "../../../tools/engine/pinned-version";
import { Machine } from "./machine";

// Some tests wait for seconds on purpose: for a silent network, for a lock whose holder is dead.
jest.setTimeout(120_000);

let works: string;
let seenWorking: string;
let machine: Machine;

beforeAll(async () => {
  works = mkdtempSync(join(tmpdir(), "pulumi-xobin-engine-"));
  seenWorking = join(works, "seen-working");
  const { binDir } = await findEngine();
  // A copy, so that tests can link to it and break their link.
  for (const file of readdirSync(binDir).filter((name) => name.startsWith("pulumi"))) {
    copyFileSync(join(binDir, file), join(works, file));
  }
  const first = new Machine(works);
  first.installEngine();
  await first.search().result;
  cpSync(join(first.cache, "seen-working"), seenWorking, { recursive: true });
  first.remove();
  // The first search on a machine without an engine builds one.
}, 1_800_000);

afterAll(() => {
  rmSync(works, { recursive: true });
});

beforeEach(() => {
  machine = new Machine(works, seenWorking);
});

afterEach(() => {
  machine.remove();
});

test("the engine on PATH comes first", async () => {
  machine.cacheEngine();
  machine.installEngine();

  const { stdout, stderr } = await machine.search().result;

  expect(stdout).toBe(`${machine.bin}\n`);
  expect(stderr).toMatch(/^engine: Pulumi \S+ \(PATH\)\n$/);
});

test("an engine on PATH that is a link is found where its companions are", async () => {
  const installation = join(machine.cache, "elsewhere");
  machine.installEngine(installation);
  symlinkSync(join(installation, "pulumi"), join(machine.bin, "pulumi"));

  const { stdout } = await machine.search().result;

  expect(stdout).toBe(`${installation}\n`);
});

test("a pulumi on PATH without its Node.js host is not used, with the reason", async () => {
  machine.installEngine();
  unlinkSync(join(machine.bin, "pulumi-language-nodejs"));
  const binDir = machine.cacheEngine();

  const { stdout, stderr } = await machine.search().result;

  expect(stdout).toBe(`${binDir}\n`);
  expect(stderr).toContain(
    `${machine.bin}/pulumi is on PATH, but cannot be used: it comes without pulumi-language-nodejs`,
  );
});

test("a pulumi on PATH that fails to run a program is not used", async () => {
  machine.installEngine();
  unlinkSync(join(machine.bin, "pulumi"));
  machine.script("pulumi", '[ "$1" = version ] && echo v9.9.9 || { echo "out of order" >&2; exit 3; }');
  const binDir = machine.cacheEngine();

  const { stdout, stderr } = await machine.search().result;

  expect(stdout).toBe(`${binDir}\n`);
  expect(stderr).toContain("pulumi stack ended with 3\n    out of order");
});

test("an installed engine is found again, also from a fresh clone", async () => {
  const binDir = machine.cacheEngine();
  const clone = join(machine.bin, "clone");
  cpSync(join(__dirname, "../../../tools"), join(clone, "tools"), { recursive: true });
  symlinkSync(join(__dirname, "../../../node_modules"), join(clone, "node_modules"));

  const { stdout, stderr } = await machine.search(clone).result;

  expect(stdout).toBe(`${binDir}\n`);
  expect(stderr).toMatch(/^engine: Pulumi \S+ \(cache\)\n$/);
});

test("the vendor's release is installed if it can be reached, with no build", async () => {
  machine.installGo();
  machine.reachVendor();

  const { stdout, stderr } = await machine.search().result;

  expect(stdout).toContain(machine.cache);
  expect(stderr).toMatch(/installing the vendor's release.*\(vendor\)\n$/s);
  expect(machine.goCalls()).toEqual([]);
});

test("without the vendor, the engine is built, from modules that go.sum pins", async () => {
  machine.remove();
  // This search has to check for itself that the engine works.
  machine = new Machine(works);
  machine.installGo();

  const { stdout, stderr } = await machine.search().result;

  expect(stdout).toBe(`${join(machine.cache, machine.cached()[0] ?? "", "bin")}\n`);
  expect(stderr).toMatch(/cannot be reached \(ENOTFOUND\).*building Pulumi.*\(go-build\)\n$/s);
  expect(machine.goCalls()).toHaveLength(5);
  for (const call of machine.goCalls()) {
    expect(call).toMatch(/^\d+ -mod=readonly local /);
  }
});

test.each(["pulumi", "pulumi-language-nodejs"])(
  "an installed engine whose %s was truncated is replaced",
  async (file) => {
    const binDir = machine.cacheEngine();
    machine.installGo();
    // Not through the link: its target is the copy that all tests use.
    unlinkSync(join(binDir, file));
    copyFileSync(join(works, file), join(binDir, file));
    truncateSync(join(binDir, file), 1_000_000);

    const { stdout, stderr } = await machine.search().result;

    expect(stdout).toBe(`${binDir}\n`);
    expect(stderr).toMatch(/does not work and will be replaced.*\(go-build\)\n$/s);
    expect((await machine.search().result).stderr).toMatch(/\(cache\)/);
  },
);

test("a search killed during a build leaves no engine, and the next one works", async () => {
  machine.installGo('echo half > "$out"; sleep 600');
  const search = machine.search();
  await until(() => machine.goCalls().some((call) => call.includes(" build ")));
  search.process.kill("SIGKILL");
  await search.result;
  expect(machine.cached()).not.toContain(pinnedVersion.id);

  machine.installGo();
  const { stdout } = await machine.search().result;

  expect(machine.cached()).toHaveLength(1);
  expect(stdout).toBe(`${join(machine.cache, machine.cached()[0] ?? "", "bin")}\n`);
});

test("Ctrl+C ends the build and cleans up", async () => {
  machine.installGo('echo half > "$out"; sleep 600');
  const search = machine.search();
  await until(() => machine.goCalls().some((call) => call.includes(" build ")));
  search.process.kill("SIGINT");

  const { signal } = await search.result;

  expect(signal).toBe("SIGINT");
  expect(machine.cached()).toEqual([]);
  const go = machine.goCalls().map((call) => Number(call.split(" ")[0]));
  expect(go.filter(isRunning)).toEqual([]);
});

test("two searches at once build one engine", async () => {
  machine.installGo("sleep 1");

  const [first, second] = await Promise.all([machine.search().result, machine.search().result]);

  expect(first.stdout).not.toBe("");
  expect(second.stdout).toBe(first.stdout);
  expect(machine.goCalls().filter((call) => call.includes(" build "))).toHaveLength(2);
  expect(first.stderr + second.stderr).toContain("another process is installing the engine");
  expect(machine.cached()).toHaveLength(1);
});

test("without any engine, the message says why and what to install", async () => {
  machine.silenceVendor();

  const { stdout, stderr, code } = await machine.search().result;

  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(
    new RegExp(
      [
        "No Pulumi engine works on this machine:",
        "- On PATH: there is no pulumi.",
        "- Installed before: none in .*",
        "- The vendor's release: .* cannot be reached \\(TimeoutError\\).",
        "- Built with Go: go cannot be started \\(ENOENT\\)",
        "Install the Pulumi CLI \\(https://.*\\) so that pulumi is on PATH, or Go \\d+\\.\\d+\\S* or newer .*\n$",
      ].join("\n"),
    ),
  );
  expect(machine.cached()).toEqual([]);
});

test("a build that fails is reported in Go's own words, without its progress", async () => {
  machine.installGo('echo example.test/compiled >&2; echo "no space left on device" >&2; exit 1');

  const { stderr, code } = await machine.search().result;

  expect(code).toBe(1);
  expect(stderr).toContain("- Built with Go: go build ended with 1\n    no space left on device\nInstall");
});

test("a build whose result does not work is not kept", async () => {
  machine.installGo('echo broken > "$out"; chmod +x "$out"; exit 0');

  const { stderr, code } = await machine.search().result;

  expect(code).toBe(1);
  expect(stderr).toContain("- Built with Go: pulumi");
  expect(machine.cached()).toEqual([]);
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) {
    await sleep(50);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
