import { options } from "@/options";
import { createWebHandler } from "pulumi-xobin/receiver";

export const POST = createWebHandler(options);
