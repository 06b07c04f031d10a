const shared = {
  // Installed packages and whole checkouts, which would take long to look through and be found twice.
  modulePathIgnorePatterns: ["<rootDir>/test/.work/"],
  transform: {
    "\\.(ts|js|mjs)$": [
      "@swc/jest",
      {
        swcrc: false,
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "commonjs" },
        sourceMaps: "inline",
      },
    ],
  },
  // node-fetch is published as an ES module only; Jest loads CommonJS.
  transformIgnorePatterns: [
    "/node_modules/(?!(node-fetch|data-uri-to-buffer|fetch-blob|formdata-polyfill)/)",
  ],
};

const withEngine = {
  ...shared,
  globalSetup: "<rootDir>/test/support/install-program.ts",
  setupFilesAfterEnv: ["<rootDir>/test/support/engine-timeout.ts"],
};

/** @type {import("jest").Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.(e2e|slow|cloud)\\.test\\.ts$", "/node_modules/"],
    },
    { ...withEngine, displayName: "e2e", testMatch: ["<rootDir>/test/**/*.e2e.test.ts"] },
    { ...withEngine, displayName: "slow", testMatch: ["<rootDir>/test/**/*.slow.test.ts"] },
    // The examples that need a cloud's SDK, which is large.
    { ...shared, displayName: "clouds", testMatch: ["<rootDir>/test/**/*.cloud.test.ts"] },
  ],
  maxWorkers: 2,
};
