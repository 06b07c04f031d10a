import { options } from "@/options";
import { createNodeHandler } from "pulumi-xobin/receiver";

export default createNodeHandler(options);
