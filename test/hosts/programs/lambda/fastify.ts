import awsLambdaFastify from "@fastify/aws-lambda";
import { fastify } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const app = fastify();
app.register((scope, _options, done) => {
  // Without a parser of Fastify's, the receiver reads the body.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, _body, parsed) => parsed(null));
  scope.all("/submission", (request, reply) => {
    reply.hijack();
    return receive(request.raw, reply.raw);
  });
  done();
});
// The option is for a load balancer with multi-value headers.
export const handler = awsLambdaFastify(app, { albMultiValueHeaders: true });
