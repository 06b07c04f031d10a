import config from "./jest.config.mjs";

const [unit] = config.projects;

/**
 * The examples that need a cloud's SDK, which is large: `npm run test:examples`.
 *
 * @type {import("jest").Config}
 */
export default {
  ...unit,
  displayName: "clouds",
  testMatch: ["<rootDir>/test/**/*.cloud.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
};
