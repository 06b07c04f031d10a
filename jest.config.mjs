const shared = {
  // Installed packages and whole checkouts, which would take long to look through and be found twice.
  modulePathIgnorePatterns: ["<rootDir>/test/.work/"],
  transform: { "\\.(ts|js|mjs)$": "@swc/jest" },
  // node-fetch is published as an ES module only; Jest loads CommonJS.
  transformIgnorePatterns: [
    "/node_modules/(?!(node-fetch|data-uri-to-buffer|fetch-blob|formdata-polyfill)/)",
  ],
};

/** @type {import("jest").Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.(engine|cloud)\\.test\\.ts$", "/node_modules/"],
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/**/*.engine.test.ts"],
      globalSetup: "<rootDir>/test/support/install-program.ts",
      setupFilesAfterEnv: ["<rootDir>/test/support/engine-timeout.ts"],
    },
  ],
  maxWorkers: 2,
};
