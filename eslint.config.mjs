import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  {
    ignores: [
      "dist/",
      "bench/programs/",
      // An example other than the quickstart has dependencies of its own, which are not installed here.
      "examples/*/",
      "!examples/quickstart/",
      "**/node_modules/",
      "test/.work/",
      "**/*.mjs",
    ],
  },
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A number in a message needs no String() around it.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    },
  },
  {
    // Where and when a module is loaded matters here: see the comments at each.
    files: ["provider/interview.ts"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
