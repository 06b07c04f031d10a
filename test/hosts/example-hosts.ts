import { resolve } from "node:path";
import type { Host } from "./host";

const EXAMPLES = resolve(__dirname, "../../examples");

/** The receivers of `examples`, bundled as each bundles its own. */
export const EXAMPLE_HOSTS: readonly Host[] = [
  {
    host: "examples/aws",
    folder: "lambda",
    example: { name: "aws", bundle: "aws.cjs" },
    servers: [
      {
        command: ["node", "dynamodb.js"],
        env: { RECEIVER: "./aws.cjs" },
        routes: [{ route: "behind a function URL", path: "/function-url/submission" }],
      },
    ],
  },
  {
    host: "examples/azure",
    folder: "azure",
    example: { name: "azure", bundle: "azure.cjs" },
    servers: [
      {
        command: ["node", "serve.js"],
        env: { RECEIVER: "./azure.cjs" },
        routes: [{ route: "by its own classes", path: "/api/xobin/submission" }],
      },
    ],
  },
  ...[
    ["cloudflare", "index.ts"],
    ["component", "interview-receiver.ts"],
  ].map(([name = "", declaration = ""]): Host => ({
    host: `examples/${name}`,
    folder: "workers",
    example: { name, bundle: `${name}.mjs` },
    servers: [
      {
        command: ["node", "serve.js"],
        env: { RECEIVER: `./${name}.mjs`, DECLARATION: resolve(EXAMPLES, name, declaration) },
        routes: [{ route: "in workerd", path: "/submission" }],
      },
    ],
  })),
  {
    host: "examples/gcp",
    folder: "gcp",
    example: { name: "gcp", bundle: "gcp.cjs" },
    servers: [
      {
        command: ["functions-framework", "--target=receiver", "--source=gcp.cjs"],
        routes: [{ route: "by the Functions Framework", path: "/submission" }],
      },
    ],
  },
  {
    host: "examples/kubernetes",
    folder: "node",
    example: { name: "kubernetes", bundle: "kubernetes.cjs" },
    servers: [
      {
        command: ["node", "kubernetes.cjs"],
        routes: [{ route: "by node:http", path: "/xobin/submission" }],
      },
    ],
  },
];
