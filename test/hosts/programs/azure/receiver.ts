import { app } from "@azure/functions";
import { createWebHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

export const handler = createWebHandler(options);
// "anonymous" for Azure: the handler checks the credential.
app.http("submission", { methods: ["POST"], authLevel: "anonymous", handler });
