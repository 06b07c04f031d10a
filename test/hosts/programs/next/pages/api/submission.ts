import { options } from "@/options";
import { createNodeHandler } from "pulumi-xobin/receiver";

// Next.js's parser refuses a body above 1 MB.
export const config = { api: { bodyParser: false } };
export default createNodeHandler(options);
