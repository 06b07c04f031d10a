import express, { type RequestHandler } from "express";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const keepBytes = (request: object, _response: unknown, bytes: Buffer): void => {
  Object.assign(request, { rawBody: bytes });
};
const readAndDrop: RequestHandler = (request, _response, next) => {
  request.resume().once("end", next);
};

const app = express();
app.all("/json", express.json(), receive);
app.all("/json-5mb", express.json({ limit: "5mb" }), receive);
app.all("/raw-body", express.json({ limit: "5mb", verify: keepBytes }), receive);
app.all("/text", express.text({ type: "*/*", limit: "5mb" }), receive);
app.all("/raw", express.raw({ type: "*/*", limit: "5mb" }), receive);
app.all("/urlencoded", express.urlencoded({ extended: true }), receive);
app.use(
  "/router",
  express
    .Router()
    .use(express.json({ limit: "5mb" }))
    .all("/submission", receive),
);
app.all("/dropped", readAndDrop, receive);
app.listen(Number(process.env.PORT ?? 8080));
