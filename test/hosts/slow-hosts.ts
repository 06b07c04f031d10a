import {
  BODY_NOT_KEPT,
  BR_UNKNOWN,
  JSON_ALONE,
  LIMIT_OF_100_KB,
  LIMIT_OF_1_MB,
  TEXT_ALONE,
} from "./exceptions";
import type { Command, Host } from "./host";
import { LAMBDA_TRIGGERS } from "./lambda-triggers";

const NEXT = {
  programs: "next",
  build: [["next", "build"]],
  servers: [
    {
      command: ["next", "start"],
      routes: [
        { route: "in the app router", path: "/submission" },
        { route: "in the app router, behind a reader", path: "/read", except: BODY_NOT_KEPT },
        { route: "in the pages router", path: "/api/submission" },
        {
          route: "in the pages router, behind its parser",
          path: "/api/parsed",
          except: { ...LIMIT_OF_1_MB, ...TEXT_ALONE },
        },
      ],
    },
  ],
} as const;

/** SvelteKit's adapter takes a request without a content type to have no body. */
const NO_BODY_WITHOUT_TYPE = { "a submission of no content type": 400 } as const;

const GATEWAY: Command = ["node", "gateway.js"];

/** The hosts that take long to install, build or start. */
export const SLOW_HOSTS: readonly Host[] = [
  { host: "Next.js 14", folder: "next14", ...NEXT },
  { host: "Next.js 15", folder: "next15", ...NEXT },
  { host: "Next.js 16", folder: "next", ...NEXT },
  {
    host: "NestJS 12",
    folder: "nest",
    servers: [
      { command: ["node", "receiver.js"], routes: [{ route: "on Express", path: "/submission" }] },
      {
        command: ["node", "raw-body.js"],
        routes: [{ route: "on Express with rawBody", path: "/submission", except: LIMIT_OF_100_KB }],
      },
      {
        command: ["node", "fastify.js"],
        routes: [{ route: "on Fastify", path: "/submission", except: JSON_ALONE }],
      },
    ],
  },
  {
    host: "SvelteKit 2",
    folder: "sveltekit",
    build: [
      ["svelte-kit", "sync"],
      ["vite", "build"],
      ["tsc", "--noEmit"],
    ],
    servers: [
      {
        command: ["node", "build"],
        env: { BODY_SIZE_LIMIT: "5M" },
        routes: [{ route: "in a server route", path: "/submission", except: NO_BODY_WITHOUT_TYPE }],
      },
      {
        command: ["node", "build"],
        routes: [
          {
            route: "in a server route, limited to 512 kB",
            path: "/submission",
            // The limit breaks off the body that the receiver reads.
            except: { ...NO_BODY_WITHOUT_TYPE, "a submission of 2 MB": 500 },
          },
        ],
      },
    ],
  },
  {
    host: "Cloudflare Workers",
    folder: "workers",
    servers: [
      {
        command: ["node", "serve.js"],
        routes: [{ route: "in workerd", path: "/submission", except: BR_UNKNOWN }],
      },
    ],
  },
  {
    host: "Bun",
    folder: "bun",
    servers: [{ command: ["bun", "receiver.ts"], routes: [{ route: "by Bun.serve", path: "/submission" }] }],
  },
  {
    host: "Deno",
    folder: "deno",
    programs: "bun",
    build: [["deno", "check", "receiver.ts"]],
    servers: [
      {
        command: ["sh", "-c", "exec deno serve --allow-env --port $PORT receiver.ts"],
        routes: [{ route: "by deno serve", path: "/submission" }],
      },
    ],
  },
  {
    host: "An app on AWS Lambda",
    folder: "lambda",
    servers: ["serverless-http", "serverless-express", "fastify"].map((adapter) => ({
      command: GATEWAY,
      env: { RECEIVER: `./${adapter}.js` },
      routes: LAMBDA_TRIGGERS.map((trigger) => ({ ...trigger, route: `by ${adapter}, ${trigger.route}` })),
    })),
  },
];
