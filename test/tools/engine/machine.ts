import { type ChildProcess, spawn } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { pinnedVersion } from "../../../tools/engine/pinned-version";

const REPOSITORY = join(__dirname, "../../..");
const FILES = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const TOOLS = ["cat", "chmod", "cp", "ln", "mkdir", "sh", "sleep"];

/** The result of a search for an engine. */
export interface SearchResult {
  /** The printed folder. */
  stdout: string;
  /** The reported progress. */
  stderr: string;
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A machine as the search sees it: an empty cache, and nothing on PATH but Node.js and a few tools of the shell. */
export class Machine {
  private readonly root = mkdtempSync(join(tmpdir(), "pulumi-xobin-machine-"));
  readonly bin = join(this.root, "bin");
  readonly cache = join(this.root, "cache", "pulumi-xobin", "engine");
  /** A log of the calls of `go`, one a line. */
  readonly goLog = join(this.root, "go.log");
  private network: string | undefined;

  /**
   * @param engine - the folder of an engine that works
   * @param seenWorking - the notes of another machine that it does
   */
  constructor(
    private readonly engine: string,
    seenWorking?: string,
  ) {
    mkdirSync(this.bin);
    mkdirSync(this.cache, { recursive: true });
    if (seenWorking !== undefined) {
      cpSync(seenWorking, join(this.cache, "seen-working"), { recursive: true });
    }
    symlinkSync(process.execPath, join(this.bin, "node"));
    for (const tool of TOOLS) {
      const real = ["/bin", "/usr/bin"].map((folder) => join(folder, tool)).find(existsSync);
      if (real !== undefined) {
        symlinkSync(real, join(this.bin, tool));
      }
    }
  }

  /** Puts the working engine where an earlier search would have installed it, and returns the folder. */
  cacheEngine(): string {
    const binDir = join(this.cache, pinnedVersion.id, "bin");
    this.installEngine(binDir);
    return binDir;
  }

  /** Puts the working engine on PATH, or elsewhere. */
  installEngine(folder = this.bin): void {
    mkdirSync(folder, { recursive: true });
    for (const file of FILES) {
      linkSync(join(this.engine, file), join(folder, file));
    }
  }

  /** Puts a program on PATH. */
  script(name: string, lines: string): void {
    writeFileSync(join(this.bin, name), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  }

  /**
   * Puts a `go` on PATH that "builds" the working engine.
   * @param before - lines of shell that run before a build, with the file to build in `$out`
   */
  installGo(before = ""): void {
    const sdk = join(this.root, "sdk");
    mkdirSync(join(sdk, "nodejs", "dist"), { recursive: true });
    copyFileSync(join(this.engine, FILES[2] ?? ""), join(sdk, "nodejs", "dist", FILES[2] ?? ""));
    this.script(
      "go",
      `echo "$$ $GOFLAGS $GOTOOLCHAIN $*" >> ${this.goLog}
      case "$1 $2" in
        "list -m") echo ${sdk};;
        "list -deps") echo "go: downloading example.test/module v1.0.0" >&2; echo one; echo two;;
        build*)
          while [ "$1" != -o ]; do shift; done
          out="$2"
          ${before}
          ln ${this.engine}/"\${out##*/}" "$out";;
      esac`,
    );
  }

  /** Makes every download an installation script that installs the working engine. */
  reachVendor(): void {
    this.network = join(this.root, "install.sh");
    writeFileSync(
      this.network,
      `while [ "$1" != --install-root ]; do shift; done
      mkdir -p "$2/bin"
      for file in ${FILES.join(" ")}; do ln ${this.engine}/$file "$2/bin/$file"; done`,
    );
  }

  /** Makes every download hang. */
  silenceVendor(): void {
    this.network = "silent";
  }

  /** Runs the search as `npm run engine` does, from this checkout or another. */
  search(checkout = REPOSITORY): { process: ChildProcess; result: Promise<SearchResult> } {
    const process_ = spawn(process.execPath, ["--import", "tsx", "tools/engine/main.ts"], {
      cwd: checkout,
      env: {
        PATH: this.bin,
        HOME: this.root,
        XDG_CACHE_HOME: join(this.root, "cache"),
        NODE_OPTIONS: `--import ${pathToFileURL(join(__dirname, "network.mjs")).href}`,
        ...(this.network === undefined ? {} : { NETWORK: this.network }),
      },
    });
    let [stdout, stderr] = ["", ""];
    process_.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    process_.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const result = new Promise<SearchResult>((resolve) => {
      process_.on("close", (code, signal) => {
        resolve({ stdout, stderr, code, signal });
      });
    });
    return { process: process_, result };
  }

  /** The arguments of every call of `go` so far. */
  goCalls(): string[] {
    return existsSync(this.goLog) ? readFileSync(this.goLog, "utf8").trim().split("\n") : [];
  }

  /** The entries of the cache, without the notes on which engines were seen working. */
  cached(): string[] {
    return readdirSync(this.cache).filter((name) => name !== "seen-working");
  }

  /** Ends the processes that a killed search left, and removes the machine. */
  remove(): void {
    for (const call of this.goCalls()) {
      try {
        process.kill(-Number(call.split(" ")[0]), "SIGKILL");
      } catch {
        // It has ended.
      }
    }
    rmSync(this.root, { recursive: true, force: true });
  }
}
