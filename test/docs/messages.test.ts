import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

test("the messages that README.md tells what to do about are messages of the provider", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const table = /\| message[^]*?\n\n/.exec(readme)?.[0] ?? "";
  const rows = [...table.matchAll(/^\| (`.*?`)\s*\| `(\w+)`/gm)];
  const errors = readFileSync(join(ROOT, "provider/errors.ts"), "utf8");

  expect(rows.length).toBeGreaterThan(0);
  for (const [, messages = "", errorClass = ""] of rows) {
    expect(errors).toContain(`class ${errorClass} `);
    for (const [, message = ""] of messages.matchAll(/`([^`]+)`/g)) {
      expect(errors).toContain(message);
    }
  }
});
