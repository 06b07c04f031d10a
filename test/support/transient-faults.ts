import type { Fault } from "../../sandbox";

/** A fault of each kind after which a call is tried again, apart from a rate limit's. */
export const TRANSIENT_FAULTS: readonly Fault[] = [
  { status: 408 },
  { status: 500 },
  { status: 502, body: "<h1>Bad gateway</h1>" },
  { status: 503, headers: { "retry-after": "1" } },
  { status: 504 },
  { drop: "before" },
  { drop: "after" },
  { truncate: true },
  { hang: true },
  { slowDrip: true },
];
