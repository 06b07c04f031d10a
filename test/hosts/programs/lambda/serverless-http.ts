import express from "express";
import { createNodeHandler } from "pulumi-xobin/receiver";
import serverless from "serverless-http";
import { options } from "./options.js";

const app = express();
app.all("/submission", createNodeHandler(options));
app.use(express.json());
export const handler = serverless(app);
