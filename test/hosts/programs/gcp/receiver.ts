import { http } from "@google-cloud/functions-framework";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

http("submission", createNodeHandler(options));
