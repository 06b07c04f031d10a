import "reflect-metadata";
import { All, Controller, Module, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import type { NestExpressApplication } from "@nestjs/platform-express";
import type { Request, Response } from "express";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);

@Controller("submission")
class SubmissionController {
  @All()
  receive(@Req() request: Request, @Res() response: Response): Promise<void> {
    return receive(request, response);
  }
}

@Module({ controllers: [SubmissionController] })
class AppModule {}

const app = await NestFactory.create<NestExpressApplication>(AppModule, { rawBody: true });
await app.listen(process.env.PORT ?? 8080);
