import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const readme = read("README.md");

test("the README's preview is one that the engine printed", () => {
  const [, preview = ""] = /```text\n(.*?)\n```/s.exec(readme) ?? [];
  // Ids and URNs are left out: they are of the test's stack.
  const printed = read("test/e2e/__snapshots__/preview.e2e.test.ts.snap").replace(/^ +\[(id|urn)=.*\n/gm, "");
  expect(preview).toContain("[secret] => [secret]");
  expect(printed).toContain(preview);
});

test("the README's program is examples/minimal, which the tests run", () => {
  const [, program] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  expect(program).toBe(read("examples/minimal/index.ts"));
});

test("the README fits on a page and a half", () => {
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(130);
});
