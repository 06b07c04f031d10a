import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

/** Imports that a folder must not have, as one rule with its reason. */
function never(files, reason, ...patterns) {
  return {
    files,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        { patterns: patterns.map((pattern) => ({ regex: pattern, message: reason })) },
      ],
    },
  };
}

const PROGRAMS = "cli|sandbox|tools|bench|test|examples";
/** A path into a folder of the repository, from whatever depth below another one. */
const intoFolder = (names) => `^(\\.\\./)+(${names})(/|$)`;

export default defineConfig(
  {
    ignores: [
      "dist/",
      "bench/programs/",
      // Programs of frameworks that are not installed here.
      "test/hosts/programs/",
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
      curly: "error",
      "no-restricted-syntax": [
        "error",
        { selector: "PrivateIdentifier", message: "Use `private`, as the rest of the code does." },
      ],
      // A number in a message needs no String() around it.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
    },
  },
  never(["provider/**"], "The package knows nothing of its programs and tests.", intoFolder(PROGRAMS)),
  never(
    ["provider/program/**"],
    "This runs in the user's program, which loads nothing heavy.",
    intoFolder(PROGRAMS),
    "^(zod|node-fetch)(/|$)",
    "^(\\.\\./)+api/",
  ),
  never(["provider/validation/**"], "A rule on one value stands alone.", "^\\.\\./"),
  never(["receiver/**"], "A receiver stands alone, without Pulumi.", "^@pulumi/", "^\\.\\./"),
  never(
    ["results/**"],
    "It runs beside a receiver, without Pulumi and on hosts without Node.js's modules.",
    "^[^.]",
    "^(\\.\\./)+(?!receiver/|provider/account$|provider/api/http/(failure|retry-timing)$)",
  ),
  never(
    ["sandbox/**"],
    "The sandbox is published and shares no code with the provider.",
    intoFolder("provider|receiver|results|cli|tools|bench|test|examples"),
    "^@pulumi/",
  ),
  never(
    ["tools/**", "bench/**", "cli/**"],
    "Tests may use this, and not the other way around.",
    intoFolder("test"),
  ),
  {
    // Where and when a module is loaded matters here: see the comments at each.
    files: [
      "provider/lifecycle/interview.ts",
      "provider/lifecycle/verify-receivers.ts",
      "test/unit/receiver/callback-functions.test.ts",
    ],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    // A printed error shows properties that are private to the compiler only.
    files: ["receiver/errors.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
