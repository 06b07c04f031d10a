import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { createWebHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createWebHandler(options);
const app = new Hono();
app.all("/submission", (context) => receive(context.req.raw));
serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 8080) });
