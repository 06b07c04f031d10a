/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: ["receiver/**/*.ts", "provider/{api,settings,validation}/**/*.ts"],
  testRunner: "jest",
  jest: { configFile: "tools/mutation/jest.config.mjs", enableFindRelatedTests: false },
  coverageAnalysis: "perTest",
  incremental: true,
  incrementalFile: "test/.work/mutation/incremental.json",
  reporters: ["clear-text", "progress-append-only", "html", "json"],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  htmlReporter: { fileName: "test/.work/mutation/report.html" },
  jsonReporter: { fileName: "test/.work/mutation/report.json" },
  tempDirName: "test/.work/mutation/tmp",
  // The copy that the tests run in needs the source and the tests alone.
  ignorePatterns: ["/bench", "/dist", "/docs", "/examples", "/test/.work", "/test/e2e", "/test/compat"],
  concurrency: 2,
  timeoutMS: 20_000,
  timeoutFactor: 1.5,
  thresholds: { high: 95, low: 90, break: 90 },
  packageManager: "npm",
  checkers: [],
};
