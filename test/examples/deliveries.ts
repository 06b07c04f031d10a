import { sampleEvent } from "../../sandbox/sample-events";

/** A credential that no example holds by itself. */
export const WEBHOOK_KEY = "canary-webhook-key";

/** A request to a receiver, and the status of its response. */
export interface DeliveryCase {
  title: string;
  headers: Record<string, string>;
  body: string;
  status: number;
}

const authenticated = { "x-webhook-key": WEBHOOK_KEY };
const start = JSON.stringify(sampleEvent(206, "start"));

/** The deliveries that every receiver is tried with. */
export const DELIVERIES: DeliveryCase[] = [
  { title: "a start event", headers: authenticated, body: start, status: 204 },
  {
    title: "a submission event",
    headers: authenticated,
    body: JSON.stringify(sampleEvent(206, "submission")),
    status: 204,
  },
  {
    title: "an event of an unknown kind",
    headers: authenticated,
    body: JSON.stringify({ ...sampleEvent(206, "start"), invite_status: "Paused" }),
    status: 204,
  },
  {
    title: "an event as bytes of no declared kind",
    headers: { ...authenticated, "content-type": "application/octet-stream" },
    body: start,
    status: 204,
  },
  { title: "another credential", headers: { "x-webhook-key": "another" }, body: start, status: 401 },
  { title: "no credential", headers: {}, body: start, status: 401 },
  { title: "a body that is no event", headers: authenticated, body: "<html>", status: 400 },
];
