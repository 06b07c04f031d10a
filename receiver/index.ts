/**
 * The other end of {@link https://www.npmjs.com/package/pulumi-xobin | pulumi-xobin}: what a receiver of the events needs. It has
 * no part of Pulumi, and runs on Node.js, Bun and Deno, and on Cloudflare Workers with the flag `nodejs_compat`.
 *
 * @example A receiver on Node.js
 * ```ts
 * import { createServer } from "node:http";
 * import { text } from "node:stream/consumers";
 * import { InvalidEventError, parseEvent, verifyAuth } from "pulumi-xobin/receiver";
 *
 * const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.WEBHOOK_KEY! } } as const;
 *
 * createServer(async (request, response) => {
 *   if (!verifyAuth(request.headers, auth)) return response.writeHead(401).end();
 *   try {
 *     const event = parseEvent(await text(request));
 *     if (event.invite_status === "Completed") console.log(event.response_id, event.recommendation);
 *     response.writeHead(204).end();
 *   } catch (error) {
 *     response.writeHead(error instanceof InvalidEventError ? 400 : 500).end();
 *   }
 * }).listen(8080);
 * ```
 *
 * @packageDocumentation
 */
export { verifyAuth, type ApiKeyAuth, type BasicAuth, type ReceiverAuth } from "./auth";
export { InvalidEventError, parseEvent, type XobinEvent } from "./events";
export { type HeaderSource } from "./headers";
export { startEventSchema, submissionEventSchema, type StartEvent, type SubmissionEvent } from "./schemas";
