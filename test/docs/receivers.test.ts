import { resolve } from "node:path";
import { readPrograms } from "../hosts/programs";
import { examplesOf } from "./examples";

const PAGE = examplesOf(resolve(__dirname, "../.."), "docs/receivers.md").map(({ text }) => text);
const PROGRAMS = [...readPrograms()];
const RECEIVERS = PROGRAMS.filter(([file]) =>
  /(^options|\/receiver|submission\/.*|submission)\.ts$/.test(file),
);

test.each(RECEIVERS)("docs/receivers.md has the program %s that the tests serve", (_file, text) => {
  expect(PAGE).toContain(text);
});
