import { fastify } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const app = fastify();
app.register((scope, _options, done) => {
  // Fastify's parser takes JSON of at most 1 MiB. Without one, the receiver reads the body.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", (_request, _body, parsed) => parsed(null));
  scope.all("/submission", (request, reply) => {
    reply.hijack();
    return receive(request.raw, reply.raw);
  });
  done();
});
await app.listen({ port: Number(process.env.PORT ?? 8080) });
