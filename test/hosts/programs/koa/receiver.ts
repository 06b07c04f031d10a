import { bodyParser } from "@koa/bodyparser";
import Koa from "koa";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const app = new Koa();
// Before bodyParser(), which refuses a body above 1 MiB.
app.use(async (context, next) => {
  if (context.path !== "/submission") return next();
  context.respond = false;
  await receive(context.req, context.res);
});
app.use(bodyParser());
app.listen(process.env.PORT ?? 8080);
