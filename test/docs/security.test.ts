import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

test("the security page names tests that are there", () => {
  const page = readFileSync(join(ROOT, "docs/security.md"), "utf8").replace(/\s+/g, " ");
  const named = [...page.matchAll(/- `(test\/[^`]+)`: "([^"]+)"/g)];
  expect(named.length).toBe(page.match(/`test\//g)?.length);
  const missing = named.filter(([, file = "", title = ""]) => !hasTitle(join(ROOT, file), title));
  expect(missing.map(([promise]) => promise)).toEqual([]);
});

function hasTitle(file: string, title: string): boolean {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text.includes(`"${title}",`);
}
