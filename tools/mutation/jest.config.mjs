import base from "../../jest.config.mjs";

const { testPathIgnorePatterns, ...unit } = base.projects.find(({ displayName }) => displayName === "unit");

/** The unit tests of the folders that are measured, on the source instead of on what is built from it. */
export default {
  ...unit,
  rootDir: "../..",
  testMatch: [`<rootDir>/test/unit/${process.env.MUTATED}/**/*.test.ts`],
  testPathIgnorePatterns,
  moduleNameMapper: {
    "^pulumi-xobin$": "<rootDir>/provider/index.ts",
    "^pulumi-xobin/provider$": "<rootDir>/provider/provider.ts",
    "^pulumi-xobin/receiver$": "<rootDir>/receiver/index.ts",
  },
};
