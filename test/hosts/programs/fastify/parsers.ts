import { fastify, type FastifyInstance, type RouteHandler } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const deliver: RouteHandler = (request, reply) => {
  reply.hijack();
  return receive(request.raw, reply.raw, request.body);
};
const app = fastify();
app.all("/default", deliver);
app.all("/default-5mb", { bodyLimit: 5 * 1024 * 1024 }, deliver);
app.register(behindParser("string"), { prefix: "/string" });
app.register(behindParser("buffer"), { prefix: "/buffer" });
await app.listen({ port: Number(process.env.PORT ?? 8080) });

/** The receiver behind a parser that leaves the body as it came. */
function behindParser(parseAs: "string" | "buffer") {
  return (scope: FastifyInstance, _options: object, done: () => void): void => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs, bodyLimit: 5 * 1024 * 1024 }, (_request, body, parsed) => {
      parsed(null, body);
    });
    scope.all("/submission", deliver);
    done();
  };
}
