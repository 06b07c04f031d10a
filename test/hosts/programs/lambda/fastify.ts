import awsLambdaFastify from "@fastify/aws-lambda";
import { fastify } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const app = fastify();
app.all("/submission", { bodyLimit: 5 * 1024 * 1024 }, (request, reply) => {
  reply.hijack();
  return receive(request.raw, reply.raw, request.body);
});
export const handler = awsLambdaFastify(app);
