import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { sampleEvent } from "../../sandbox/sample-events";
import { WEBHOOK_KEY } from "../examples/webhook-key";
import type { Delivery } from "./deliver";

const START = sampleEvent(206, "start");
const SUBMISSION = sampleEvent(206, "submission");

/** What may happen to a receiver, and the status of its response on every host. */
export const SITUATIONS = {
  "a start event": { status: 204, ...post(START) },
  "a submission": { status: 204, ...post(SUBMISSION) },
  "an event of an unknown kind": { status: 204, ...post({ ...START, invite_status: "Paused" }) },
  "a submission of 150 kB": { status: 204, ...post(conversation(150_000)) },
  "a submission of 2 MB": { status: 204, ...post(conversation(2_000_000)) },
  "a body of 6 MB": { status: 413, ...post(conversation(6_000_000)) },
  "a chunked submission": { status: 204, ...post(SUBMISSION, { "transfer-encoding": "chunked" }) },
  "a compressed submission": {
    status: 204,
    ...post(SUBMISSION, { "content-encoding": "gzip" }, gzipSync(JSON.stringify(SUBMISSION))),
  },
  "a submission in deflate": {
    status: 204,
    ...post(SUBMISSION, { "content-encoding": "deflate" }, deflateSync(JSON.stringify(SUBMISSION))),
  },
  "a submission in br": {
    status: 204,
    ...post(SUBMISSION, { "content-encoding": "br" }, brotliCompressSync(JSON.stringify(SUBMISSION))),
  },
  "a submission in UTF-16": {
    status: 204,
    ...post(
      SUBMISSION,
      { "content-type": "application/json; charset=utf-16le" },
      Buffer.from(JSON.stringify(SUBMISSION), "utf16le"),
    ),
  },
  "a submission of another content type": {
    status: 204,
    ...post(SUBMISSION, { "content-type": "application/octet-stream" }),
  },
  "a submission of no content type": { status: 204, ...post(SUBMISSION, { "content-type": [] }) },
  "a body that is no event": { status: 400, ...post({}, {}, "<html>") },
  "no credential": { status: 401, ...post(START, { "x-webhook-key": [] }) },
  "a wrong credential": { status: 401, ...post(START, { "x-webhook-key": "another" }) },
  "a repeated credential": { status: 401, ...post(START, { "x-webhook-key": [WEBHOOK_KEY, "another"] }) },
  GET: { status: 405, method: "GET", headers: {}, body: undefined },
  HEAD: { status: 405, method: "HEAD", headers: {}, body: undefined },
  "a sender that hangs up": { status: 204, ...post(SUBMISSION) },
} satisfies Record<string, Delivery & { status: number }>;

export type Situation = keyof typeof SITUATIONS;

function post(event: object, headers: Delivery["headers"] = {}, body?: string | Buffer): Delivery {
  return {
    method: "POST",
    headers: { "content-type": "application/json", "x-webhook-key": WEBHOOK_KEY, ...headers },
    body: body ?? JSON.stringify(event),
  };
}

/** A submission whose conversation is as long as that. */
function conversation(bytes: number): object {
  const remark = { content: "What I would do. ".repeat(60), mode: "audio", role: "candidate" };
  const length = Math.ceil(bytes / JSON.stringify(remark).length);
  return { ...SUBMISSION, conversation: Array.from({ length }, () => remark) };
}
