import { bodyParser } from "@koa/bodyparser";
import Koa, { type Context, type Middleware } from "koa";
import olderBodyParser from "koa-bodyparser";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const parsers: Record<string, Middleware> = {
  "/bodyparser": bodyParser(),
  "/bodyparser-5mb": bodyParser({ jsonLimit: "5mb" }),
  "/older-bodyparser": olderBodyParser(),
};
const deliver = async (context: Context): Promise<void> => {
  context.respond = false;
  await receive(context.req, context.res, context.request.body);
};

const app = new Koa();
app.use((context, next) => parsers[context.path]?.(context, () => deliver(context)) ?? next());
app.listen(process.env.PORT ?? 8080);
