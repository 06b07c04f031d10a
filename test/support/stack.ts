import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineEnv } from "../../tools/engine";
import { start, type Run, type RunningProcess } from "../../tools/run-process";
import { INSTALLED } from "../../tools/install-program";
import { endLeftovers } from "./leftovers";
import { copyStackTemplate, writeProject } from "./stack-template";

/** Variables for the CLI, such as `XOBIN_API_KEY`; `undefined` removes one. */
export type Environment = Record<string, string | undefined>;

/** A resource in an exported state, secrets as ciphertext. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
  delete?: boolean;
  initErrors?: string[];
  sourcePosition?: string;
}

const PRELUDE =
  'const pulumi = require("@pulumi/pulumi");\nconst { InterviewWebhooks, InterviewWebhooksGroup, Provider } = require("pulumi-xobin");\n';

/** A Pulumi project with one stack on a local backend, in a program that installed the packed package. */
export class Stack {
  /** The project's folder. */
  readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;
  private isCreated = false;

  /**
   * @param folder - a project's folder, which is kept; by default a new one below the packed package's installation
   */
  constructor(env: Environment = {}, folder?: string) {
    this.folder = folder ?? newFolder();
    const binDir = process.env["TEST_ENGINE_BIN"] ?? "";
    const inherited = engineEnv({ binDir }, join(this.folder, "home"));
    this.env = { ...inherited, XOBIN_API_KEY: undefined, XOBIN_BASE_URL: undefined, ...env };
    if (folder === undefined) {
      writeProject(this.folder);
    }
  }

  /** Writes the program. `pulumi`, `InterviewWebhooks` and `Provider` are there already. */
  program(source: string): void {
    writeFileSync(join(this.folder, "index.js"), PRELUDE + source);
  }

  /** Replaces the stack's plain configuration, such as `{ "xobin:maxRetries": 0 }`. */
  async configure(config: Record<string, unknown>): Promise<void> {
    await this.created();
    const file = join(this.folder, "Pulumi.test.yaml");
    const salt = /^encryptionsalt: .*$/m.exec(readFileSync(file, "utf8"))?.[0] ?? "";
    writeFileSync(file, `${salt}\nconfig: ${JSON.stringify(config)}\n`);
  }

  /** `pulumi up` without its preview, unless `args` hold `--skip-preview=false`. Never throws for a failed run, nor do the others. */
  up(...args: string[]): Promise<Run> {
    return this.pulumi("up", "--yes", "--skip-preview", ...args);
  }

  preview(...args: string[]): Promise<Run> {
    return this.pulumi("preview", ...args);
  }

  refresh(...args: string[]): Promise<Run> {
    return this.pulumi("refresh", "--yes", "--skip-preview", ...args);
  }

  destroy(...args: string[]): Promise<Run> {
    return this.pulumi("destroy", "--yes", "--skip-preview", ...args);
  }

  async pulumi(...args: string[]): Promise<Run> {
    await this.created();
    return this.start(...args).ended;
  }

  /** Runs a script in the project's folder, such as one that uses the Automation API. */
  script(source: string): Promise<Run> {
    writeFileSync(join(this.folder, "script.js"), PRELUDE + source);
    return this.spawn(process.execPath, ["script.js"]).ended;
  }

  /** Starts the CLI without waiting for it, so that a test can interrupt it. The stack has to be there. */
  start(...args: string[]): RunningProcess {
    return this.spawn("pulumi", [...args, "--stack", "test", "--non-interactive", "--color", "never"]);
  }

  private spawn(command: string, args: string[]): RunningProcess {
    return start(command, args, { cwd: this.folder, env: this.env });
  }

  /** Sets or removes variables for the CLI. */
  setEnvironment(env: Environment): void {
    Object.assign(this.env, env);
  }

  /** Creates the stack, once. */
  created(): Promise<void> {
    if (!this.isCreated) {
      copyStackTemplate(this.folder);
      this.isCreated = true;
    }
    return Promise.resolve();
  }

  /** The resources of this package in the state, secrets as ciphertext. */
  async resources(): Promise<StateResource[]> {
    const state = (await this.exported()) as { deployment: { resources?: StateResource[] } };
    return (state.deployment.resources ?? []).filter(({ type }) =>
      type.startsWith("pulumi-nodejs:dynamic/xobin:InterviewWebhooks"),
    );
  }

  /** The whole state, as `pulumi stack export` gives it. */
  async exported(): Promise<unknown> {
    const { output } = await this.pulumi("stack", "export");
    return JSON.parse(output);
  }

  /** Ends the processes that a killed engine left, and removes the folder. */
  remove(): void {
    endLeftovers(this.folder);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function newFolder(): string {
  const stacks = join(INSTALLED, "stacks");
  mkdirSync(stacks, { recursive: true });
  return mkdtempSync(join(stacks, "stack-"));
}
