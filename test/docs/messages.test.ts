import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { REMEDIES } from "../../provider/receiver-check";
import { sources } from "./pages";

const ROOT = resolve(__dirname, "../..");

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const errors = read("provider/api/errors.ts");
const provider = sources(ROOT).map(read).join("\n");

/** The messages in the first column of README.md's table, with the class of each. */
const inReadme = [
  ...(/\| message[^]*?\n\n/.exec(read("README.md"))?.[0] ?? "").matchAll(/^\| (`.*?`)\s*\| `(\w+)`/gm),
].flatMap(([, messages = "", errorClass = ""]) =>
  [...messages.matchAll(/`([^`]+)`/g)].map(([, message = ""]) => ({ message, errorClass })),
);

/** The messages in the first column of the troubleshooting's tables; … stands for what differs. */
const inTroubleshooting = [...read("docs/troubleshooting.md").matchAll(/^\| (`[^|]*`)\s*\|/gm)].flatMap(
  ([, messages = ""]) => [...messages.matchAll(/`([^`]+)`/g)].map(([, message = ""]) => message),
);

test("the messages in README.md are messages of the provider", () => {
  expect(inReadme.length).toBeGreaterThan(0);
  for (const { message, errorClass } of inReadme) {
    expect(errors).toContain(`class ${errorClass} `);
    expect(errors).toContain(message);
  }
});

test("the messages in the troubleshooting are messages of the provider", () => {
  expect(inTroubleshooting.length).toBeGreaterThan(0);
  // Node.js says this one.
  const own = inTroubleshooting.filter((message) => !message.startsWith("Cannot find module"));
  const pieces = own.flatMap((message) => message.split("…").map((piece) => piece.trim()));
  expect(pieces.filter((piece) => !provider.includes(piece))).toEqual([]);
});

test("the troubleshooting has one row for each kind of problem that a receiver can have", () => {
  const rowsFor = (remedy: string) => inTroubleshooting.filter((message) => remedy.includes(message));
  const problems = Object.entries(REMEDIES).map(([problem, remedy]) => [problem, rowsFor(remedy).length]);
  expect(problems).toEqual(Object.keys(REMEDIES).map((problem) => [problem, 1]));
});

test("the troubleshooting has each of README.md's messages", () => {
  const known = inReadme.map(({ message }) => message);
  expect(known.filter((message) => !inTroubleshooting.some((other) => message.includes(other)))).toEqual([]);
});
