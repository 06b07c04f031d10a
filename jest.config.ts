import type { Config } from "jest";

const config: Config = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "\\.(ts|js|mjs)$": "@swc/jest" },
  // node-fetch and p-retry are published as ES modules only; Jest loads CommonJS.
  transformIgnorePatterns: [
    "/node_modules/(?!(node-fetch|data-uri-to-buffer|fetch-blob|formdata-polyfill|p-retry|is-network-error)/)",
  ],
  // An engine test runs `pulumi up` several times, at about 2 s each.
  testTimeout: 120_000,
};

export default config;
