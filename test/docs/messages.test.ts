import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { REMEDIES } from "../../provider/verification/problem";
import { sources } from "./pages";

const ROOT = resolve(__dirname, "../..");

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const errors = ["errors", "failure", "webhooks", "results"]
  .map((name) => read(`provider/api/${name}.ts`))
  .join("\n");
const provider = sources(ROOT).map(read).join("\n");

/** The messages in the first column of the troubleshooting's tables; … stands for what differs. */
const inTroubleshooting = [...read("docs/troubleshooting.md").matchAll(/^\| (`[^|]*`)\s*\|/gm)].flatMap(
  ([, messages = ""]) => [...messages.matchAll(/`([^`]+)`/g)].map(([, message = ""]) => message),
);

test("the messages in the troubleshooting are messages of the provider", () => {
  expect(inTroubleshooting.length).toBeGreaterThan(0);
  // Node.js says this one.
  const own = inTroubleshooting.filter((message) => !message.startsWith("Cannot find module"));
  const pieces = own.flatMap((message) => message.split("…").map((piece) => piece.trim()));
  expect(pieces.filter((piece) => !provider.includes(piece))).toEqual([]);
});

test("the troubleshooting has one row for each problem of a receiver", () => {
  const rowsFor = (remedy: string) => inTroubleshooting.filter((message) => remedy.includes(message));
  const problems = Object.entries(REMEDIES).map(([problem, remedy]) => [problem, rowsFor(remedy).length]);
  expect(problems).toEqual(Object.keys(REMEDIES).map((problem) => [problem, 1]));
});

test("the troubleshooting has every message of a failed call", () => {
  const problems = [...errors.matchAll(/problem:\s[^;]*?,\n/g)].flatMap(([expression]) =>
    [...expression.matchAll(/"([^"]+)"/g)].map(([, problem = ""]) => problem),
  );
  expect(problems.length).toBeGreaterThan(10);
  expect(problems.filter((problem) => !inTroubleshooting.some((known) => problem.includes(known)))).toEqual(
    [],
  );
});

test("README.md lists every class of error of a failed call, and no other", () => {
  const classes = [...errors.matchAll(/class (\w+) extends XobinError/g)].map(([, name]) => name);
  const listed = [...read("README.md").matchAll(/^- `(\w+Error)`:/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(classes.sort());
});
