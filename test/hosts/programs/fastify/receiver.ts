import { fastify } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);
const app = fastify();
// Fastify refuses a body above 1 MiB, unless the route says otherwise.
app.all("/submission", { bodyLimit: 5 * 1024 * 1024 }, (request, reply) => {
  reply.hijack();
  return receive(request.raw, reply.raw, request.body);
});
await app.listen({ port: Number(process.env.PORT ?? 8080) });
