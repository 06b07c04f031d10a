import { TEXT_ALONE } from "./exceptions";
import type { Route } from "./host";

/** The HTTP triggers of AWS Lambda, by their names in `programs/lambda/triggers.ts`. */
export const LAMBDA_TRIGGERS: readonly Route[] = [
  { route: "behind a function URL", path: "/function-url/submission" },
  { route: "behind an HTTP API", path: "/http-api/submission" },
  { route: "behind an HTTP API of format 1.0", path: "/http-api-1.0/submission" },
  {
    route: "behind a REST API",
    path: "/rest-api/submission",
    except: TEXT_ALONE,
  },
  { route: "behind a REST API with binary media types", path: "/rest-api-binary/submission" },
  { route: "behind a load balancer", path: "/load-balancer/submission" },
  { route: "behind a load balancer with multi-value headers", path: "/load-balancer-multi/submission" },
];
