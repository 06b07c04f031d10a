import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The pages that a user or contributor reads, as paths below `root`. */
export function pages(root: string): string[] {
  const top = ["README.md", "CONTRIBUTING.md", "SECURITY.md"].filter((page) => existsSync(join(root, page)));
  const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
  return [...top, ...docs.map((name) => join("docs", name))];
}
