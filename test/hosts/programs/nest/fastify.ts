import "reflect-metadata";
import { All, Controller, Module, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);

@Controller("submission")
class SubmissionController {
  @All()
  receive(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.hijack();
    return receive(request.raw, reply.raw, request.body);
  }
}

@Module({ controllers: [SubmissionController] })
class AppModule {}

// Fastify refuses a body above 1 MiB, unless it is told otherwise.
const adapter = new FastifyAdapter({ bodyLimit: 5 * 1024 * 1024 });
const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter);
await app.listen(process.env.PORT ?? 8080);
