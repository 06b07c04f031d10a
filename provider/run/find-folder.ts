import { accessSync, chmodSync, constants, lstatSync, mkdirSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * Finds the folder in which the processes of a run leave files for each other, and creates it where it is missing. It is the
 * user's own, private, and in Pulumi's home; else in the user's folder for running programs; else in the temporary directory.
 *
 * All processes of a run must find the same folder, so only facts that last lead to the next one. A full disk does not.
 *
 * @returns the folder; or an error with the reasons why there is none
 */
export function findRunFolder(environment: NodeJS.ProcessEnv = process.env): string | Error {
  const reasons: string[] = [];
  for (const findParent of [pulumiHome, runtimeFolder, tmpdir]) {
    try {
      return makePrivateFolder(findParent(environment));
    } catch (error) {
      const problem = error as NodeJS.ErrnoException;
      if (!LASTING.has(problem.code ?? "")) {
        return problem;
      }
      reasons.push(problem.message);
    }
  }
  return new Error(reasons.join("; "));
}

const LASTING = new Set(["EACCES", "EEXIST", "ELOOP", "ENAMETOOLONG", "ENOENT", "ENOTDIR", "EPERM", "EROFS"]);

/** An error that counts like one of the file system. */
function refusal(message: string): Error {
  return Object.assign(new Error(message), { code: "EPERM" });
}

/** Created where it is missing, as Pulumi does. */
function pulumiHome({ PULUMI_HOME }: NodeJS.ProcessEnv): string {
  const home = requireAbsolute("PULUMI_HOME", PULUMI_HOME || join(homeFolder(), ".pulumi"));
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return home;
}

function homeFolder(): string {
  try {
    return homedir();
  } catch {
    throw refusal("the user has no home folder");
  }
}

function runtimeFolder({ XDG_RUNTIME_DIR }: NodeJS.ProcessEnv): string {
  return requireAbsolute("XDG_RUNTIME_DIR", XDG_RUNTIME_DIR || "");
}

/** The engine may resolve a relative path from another working folder. */
function requireAbsolute(variable: string, folder: string): string {
  if (!isAbsolute(folder)) {
    throw refusal(`${variable} names no absolute path`);
  }
  return folder;
}

function makePrivateFolder(parent: string): string {
  requireUnsharedParent(parent);
  const folder = join(parent, `pulumi-xobin-${process.getuid?.() ?? "user"}`);
  // Another host may create it at the same moment; `recursive` takes one that is there.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stats = lstatSync(folder);
  if (!stats.isDirectory() || !isOwn(stats)) {
    throw refusal(`${folder} belongs to another user or is a link`);
  }
  if (stats.mode & 0o077) {
    chmodSync(folder, 0o700);
  }
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  return folder;
}

/** Whoever may write a parent could put another folder in the place of ours. In a sticky one, only the owner of a folder can. */
function requireUnsharedParent(parent: string): void {
  const { uid, mode } = statSync(parent);
  const isOthers = uid !== 0 && !isOwn({ uid });
  const isShared = process.getuid !== undefined && (mode & 0o022) !== 0 && (mode & 0o1000) === 0;
  if (isOthers || isShared) {
    throw refusal(`others can write in ${parent}`);
  }
}

/** Windows knows no user numbers; there these folders are the user's own. */
export function isOwn({ uid }: { uid: number }): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}
