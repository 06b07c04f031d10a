/**
 * The dynamic provider, as the state of every resource names it: `require("pulumi-xobin/provider")`.
 *
 * The SDK stores a provider that is a module under `node_modules` by its name, and everything else by value, as code. So this
 * module is the provider, and its exports are the provider's functions and nothing else; and so each function only calls its
 * namesake in `pulumi-xobin/lifecycle`, by a `require` of its own: where the SDK does capture by value (in this repository,
 * with `npm link`), that is all there is to capture.
 *
 * This module's name, its functions and their signatures stay as they are for ever: the state of every stack calls them.
 */
import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import type { State } from "./settings/state";

type Lifecycle = typeof import("./lifecycle");

export function configure(request: ConfigureRequest): Promise<void> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).configure(request);
}

export function check(olds: State, news: State): Promise<CheckResult> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).check(olds, news);
}

export function diff(id: string, olds: State, news: State): Promise<DiffResult> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).diff(id, olds, news);
}

export function create(inputs: State): Promise<CreateResult> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).create(inputs);
}

export function read(id: string, props?: State): Promise<ReadResult> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).read(id, props);
}

export function update(id: string, olds: State, news: State): Promise<UpdateResult> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).update(id, olds, news);
}

function delete_(id: string, props: State): Promise<void> {
  return (require("pulumi-xobin/lifecycle") as Lifecycle).delete(id, props);
}
export { delete_ as delete };
