const folder = process.env.MUTATED_FOLDER;
const work = `test/.work/mutation/${folder}`;

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  mutate: [`${folder}/**/*.ts`],
  testRunner: "jest",
  // The tests of a folder are few, and finding those related to a file takes longer than running them.
  jest: { configFile: "tools/mutation/jest.config.mjs", enableFindRelatedTests: false },
  coverageAnalysis: "perTest",
  incremental: true,
  incrementalFile: `${work}/incremental.json`,
  tempDirName: `${work}/tmp`,
  // The copy that the tests run in needs the source, the tests and the sandbox alone.
  ignorePatterns: ["/bench", "/dist", "/docs", "/examples", "/test/.work", "/test/e2e", "/test/compat"],
  reporters: ["clear-text", "html"],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: `${work}/report.html` },
  concurrency: 2,
  // A busy machine is no endless loop.
  timeoutMS: 20_000,
  thresholds: { high: 95, low: 90, break: 90 },
};
