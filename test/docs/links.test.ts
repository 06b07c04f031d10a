import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pages } from "./pages";

const ROOT = resolve(__dirname, "../..");

test.each(pages(ROOT))("every link in %s leads somewhere", (page) => {
  const text = readFileSync(join(ROOT, page), "utf8");
  const targets = [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(#[^)\s]*)?\)/g)];
  const broken = targets.filter(([, file = "", anchor]) => {
    const target = file === "" ? join(ROOT, page) : join(ROOT, dirname(page), file);
    return !existsSync(target) || (anchor !== undefined && !anchorsOf(target).has(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(page: string): Set<string> {
  const headings = readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(
      ([, heading = ""]) =>
        `#${heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N} _-]/gu, "")
          .replaceAll(" ", "-")}`,
    ),
  );
}
