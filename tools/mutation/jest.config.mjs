import base from "../../jest.config.mjs";

const unit = base.projects.find(({ displayName }) => displayName === "unit");

/** @type {import("jest").Config} A folder's own unit tests. */
export default {
  ...unit,
  rootDir: "../..",
  testMatch: [`<rootDir>/test/unit/${process.env.MUTATED_FOLDER}/**/*.test.ts`],
  // Many or large inputs take too long for thousands of runs, and random ones notice another change each time.
  testPathIgnorePatterns: [...unit.testPathIgnorePatterns, "\\.bulk\\.test\\.ts$"],
};
