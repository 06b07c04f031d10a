import { createLambdaHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

export const handler = createLambdaHandler(options);
