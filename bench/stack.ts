import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox } from "../sandbox";
import { INSTALLED } from "../tools/install-program";
import { engineEnv } from "../tools/engine";
import type { Conditions, Operation, Variant } from "./cell";
import { measured, type Measurement } from "./measure";

const PROGRAMS = join(__dirname, "programs");
const STACK = ["--stack", "bench", "--non-interactive", "--color", "never"];

/** The command of each operation. A preview before each update would only add the same twice. */
const COMMANDS: Record<Operation, string[]> = {
  create: ["up", "--yes", "--skip-preview"],
  unchanged: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
  preview: ["preview", "--expect-no-changes"],
  update: ["up", "--yes", "--skip-preview"],
  destroy: ["destroy", "--yes", "--skip-preview"],
};

/** The address of the API, and a key. */
export type Api = Pick<Sandbox, "url" | "apiKey">;

/** A stack, or several, that the operations of a cell run on. */
export interface Timed {
  variant: Variant;
  /** Runs an operation. From the update on, the program declares other URLs. */
  run: (operation: Operation) => Promise<Measurement>;
  /** The size of the state that the engine rewrites. */
  stateBytes: () => number;
  remove: () => void;
}

/** One variant's program, and a stack of its own on the file backend, beside an installation of the packed package. */
export class BenchStack implements Timed {
  private readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;
  private readonly options: readonly string[];

  private constructor(
    readonly variant: Variant,
    { interviews, checkpoints, parallel }: Conditions,
    api: Api,
  ) {
    // Not among the tests' stacks, which are removed when tests begin.
    const stacks = join(INSTALLED, "bench");
    mkdirSync(stacks, { recursive: true });
    this.folder = mkdtempSync(join(stacks, `${variant}-`));
    const binDir = process.env["TEST_ENGINE_BIN"] ?? "";
    this.env = {
      ...engineEnv({ binDir }, join(this.folder, "home")),
      ...(!checkpoints && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
      XOBIN_API_KEY: api.apiKey,
      XOBIN_BASE_URL: api.url,
      BENCH_INTERVIEWS: String(interviews),
    };
    this.options = parallel === undefined ? [] : ["--parallel", String(parallel)];
    cpSync(join(PROGRAMS, `${variant}.js`), join(this.folder, "index.js"));
    cpSync(join(PROGRAMS, "inputs.js"), join(this.folder, "inputs.js"));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ main: "index.js" }));
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      "name: bench\nruntime: { name: nodejs, options: { typescript: false } }\n",
    );
  }

  static async create(variant: Variant, conditions: Conditions, api: Api): Promise<BenchStack> {
    const stack = new BenchStack(variant, conditions, api);
    await measured("pulumi", ["stack", "init", ...STACK], { cwd: stack.folder, env: stack.env });
    return stack;
  }

  run(operation: Operation): Promise<Measurement> {
    const revision = operation === "update" || operation === "destroy" ? "2" : "1";
    const env = { ...this.env, BENCH_REVISION: revision };
    return measured("pulumi", [...COMMANDS[operation], ...this.options, ...STACK], { cwd: this.folder, env });
  }

  stateBytes(): number {
    return statSync(join(this.folder, "home/state/.pulumi/stacks/bench/bench.json")).size;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
