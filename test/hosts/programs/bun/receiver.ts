import { createWebHandler } from "pulumi-xobin/receiver";
import { options } from "./options.ts";

export default { fetch: createWebHandler(options) };
