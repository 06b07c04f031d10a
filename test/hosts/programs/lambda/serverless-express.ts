import { configure } from "@codegenie/serverless-express";
import express from "express";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const app = express();
app.all("/submission", createNodeHandler(options));
app.use(express.json());
export const handler = configure({ app });
