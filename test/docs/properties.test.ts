import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { groupSchema, KNOWN_PROPERTIES, settingsSchema } from "../../provider/settings/schema";

const ROOT = resolve(__dirname, "../..");

test("the page of properties lists those of the schemas, and no other", () => {
  const page = readFileSync(join(ROOT, "docs/properties.md"), "utf8");
  const listed = [...page.matchAll(/^\| (`.*?`) +\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const nested = Object.entries(KNOWN_PROPERTIES).flatMap(([block, names]) =>
    names.map((name) => `${block}.${name}`),
  );
  const declared = [...Object.keys({ ...settingsSchema.shape, ...groupSchema.shape }), ...nested];
  expect(listed.sort()).toEqual([...new Set(declared)].sort());
});
