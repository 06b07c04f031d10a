import { fastify, type FastifyInstance } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);

/** The receiver of the page, behind parsers of the user's. */
function routes(parse?: (scope: FastifyInstance) => void) {
  return (scope: FastifyInstance, _options: object, done: () => void): void => {
    parse?.(scope);
    scope.all("/submission", (request, reply) => {
      reply.hijack();
      return receive(request.raw, reply.raw, request.body);
    });
    done();
  };
}

const app = fastify();
app.register(routes(), { prefix: "/default" });
app.register(
  routes((scope) => {
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    scope.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => done(null, body));
  }),
  { prefix: "/text" },
);
app.register(
  routes((scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
  }),
  { prefix: "/unread" },
);
await app.listen({ port: Number(process.env.PORT ?? 8080) });
