/**
 * The dynamic provider, as the state of every resource names it: `require("pulumi-xobin/provider")`, and its `group` for a group.
 *
 * This module's name, its functions and their signatures stay as they are for ever: the state of every stack calls them.
 */
export { check, configure, create, delete, diff, read, update } from "./lifecycle/single";
export * as group from "./lifecycle/group";
