import type { Host } from "./host";

/** The hosts that take long to install, build or start. */
export const SLOW_HOSTS: readonly Host[] = [
  ...[
    ["Next.js 14", "next14"],
    ["Next.js 15", "next15"],
    ["Next.js 16", "next"],
  ].map(
    ([host = "", folder = ""]): Host => ({
      host,
      folder,
      programs: "next",
      build: ["next", "build"],
      serve: ["next", "start"],
      routes: [
        { route: "in the app router", path: "/submission" },
        { route: "read", path: "/read" },
        { route: "in the pages router", path: "/api/submission" },
        { route: "in the pages router, behind its parser", path: "/api/parsed" },
      ],
    }),
  ),
  ...["receiver", "fastify", "raw-body"].map(
    (program): Host => ({
      host: `NestJS ${program}`,
      folder: "nest",
      serve: ["node", `${program}.js`],
      routes: [{ route: "in a controller", path: "/submission" }],
    }),
  ),
  {
    host: "SvelteKit",
    folder: "sveltekit",
    build: ["sh", "-c", "svelte-kit sync && vite build && tsc --noEmit"],
    serve: ["node", "build"],
    env: { BODY_SIZE_LIMIT: "5M" },
    routes: [{ route: "in a server route", path: "/submission" }],
  },
  {
    host: "SvelteKit default",
    folder: "sveltekit",
    serve: ["node", "build"],
    routes: [{ route: "in a server route", path: "/submission" }],
  },
  {
    host: "Cloudflare Workers",
    folder: "workers",
    serve: ["node", "serve.js"],
    routes: [{ route: "alone", path: "/submission" }],
  },
  { host: "Azure", folder: "azure", serve: ["node", "serve.js"], routes: [{ route: "alone", path: "/submission" }] },
  {
    host: "Functions Framework",
    folder: "gcp",
    serve: ["functions-framework", "--target=submission", "--source=receiver.js"],
    routes: [{ route: "alone", path: "/submission" }],
  },
  {
    host: "Bun",
    folder: "bun",
    build: ["bun", "--version"],
    serve: ["bun", "receiver.ts"],
    routes: [{ route: "alone", path: "/submission" }],
  },
  {
    host: "Deno",
    folder: "deno",
    build: ["deno", "check", "receiver.ts"],
    serve: ["sh", "-c", "exec deno serve --allow-env --port $PORT receiver.ts"],
    routes: [{ route: "alone", path: "/submission" }],
  },
];
