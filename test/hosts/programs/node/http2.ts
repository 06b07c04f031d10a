import { createServer } from "node:http2";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
createServer((request, response) => void receive(request, response)).listen(process.env.PORT ?? 8080);
