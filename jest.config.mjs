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
    "/node_modules/(?!(string-width|strip-ansi|ansi-regex|get-east-asian-width|node-fetch|data-uri-to-buffer|fetch-blob|formdata-polyfill)/)",
  ],
};

const OTHER_PROJECTS = ["\\.(e2e|slow|cloud)\\.test\\.ts$", "/node_modules/"];

const withEngine = {
  ...shared,
  globalSetup: "<rootDir>/test/support/install-program.ts",
  setupFilesAfterEnv: ["<rootDir>/test/support/engine-timeout.ts"],
};

/** @type {import("jest").Config} */
export default {
  projects: [
    // What one runs at every change: functions and the sandbox, whole lifecycles, in this process.
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/{unit,lifecycle,sandbox}/**/*.test.ts"],
      testPathIgnorePatterns: OTHER_PROJECTS,
      // The sources in place of what was built of them, so that no build has to come first.
      moduleNameMapper: {
        "^pulumi-xobin$": "<rootDir>/provider/index.ts",
        "^pulumi-xobin/provider$": "<rootDir>/provider/provider.ts",
        "^pulumi-xobin/(receiver|results)$": "<rootDir>/$1/index.ts",
      },
    },
    // All else that needs no engine: pages, examples, compilers, whole lifecycles on a simulated engine.
    {
      ...shared,
      displayName: "parts",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: [...OTHER_PROJECTS, "<rootDir>/test/(unit|lifecycle|sandbox)/"],
    },
    { ...withEngine, displayName: "e2e", testMatch: ["<rootDir>/test/**/*.e2e.test.ts"] },
    // What takes long and rarely learns anything new.
    { ...withEngine, displayName: "slow", testMatch: ["<rootDir>/test/**/*.slow.test.ts"] },
    // The examples that need a cloud's SDK, which is large.
    { ...shared, displayName: "clouds", testMatch: ["<rootDir>/test/**/*.cloud.test.ts"] },
  ],
  maxWorkers: 2,
};
