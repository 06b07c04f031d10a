import express from "express";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const app = express();
// Before express.json(), which refuses a body above 100 kB.
app.all("/submission", createNodeHandler(options));
app.use(express.json());
app.listen(Number(process.env.PORT ?? 8080));
