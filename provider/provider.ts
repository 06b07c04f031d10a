/**
 * The dynamic provider, as the state of every resource names it: `require("pulumi-xobin/provider")`, and its `group` for a group.
 *
 * This module's name, its functions and their signatures stay as they are for ever: the state of every stack calls them.
 */
import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { CONFIG_NAMESPACE } from "./account";
import { readConfig, type ConfigResult } from "./config";
import { logToEngine } from "./engine-log";
import { groupLifecycle } from "./lifecycle/group";
import type { Host } from "./lifecycle/host";
import { singleLifecycle } from "./lifecycle/single";
import { requireEngine, thisRun } from "./run/this-run";

let configuration: ConfigResult;

/** Takes the configuration over. No `await` may come first: Pulumi calls the other functions without waiting for this one. */
export function configure(request: ConfigureRequest): Promise<void> {
  configuration = readConfig((key) => request.config.get(`${CONFIG_NAMESPACE}:${key}`), process.env);
  return Promise.resolve();
}

const host: Host = { log: logToEngine, configResult: () => configuration, run: thisRun, requireEngine };
const single = singleLifecycle(host);
const { delete: deleteSingle } = single;

export const { check, diff, create, read, update } = single;
export { deleteSingle as delete };
export const group = { configure, ...groupLifecycle(host) };
