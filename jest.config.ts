import type { Config } from "jest";

const config: Config = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  transform: { "\\.(ts|js|mjs)$": "@swc/jest" },
  // node-fetch is published as an ES module only; Jest loads CommonJS.
  transformIgnorePatterns: [
    "/node_modules/(?!(node-fetch|data-uri-to-buffer|fetch-blob|formdata-polyfill)/)",
  ],
  // An engine test runs `pulumi up` several times, at about 2 s each.
  testTimeout: 120_000,
};

export default config;
