import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The public source files, as paths below `root`: their comments are the API reference. */
export function sources(root: string): string[] {
  return ["provider", "receiver", "results"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
}

/** The pages that a user or contributor reads, as paths below `root`. */
export function pages(root: string): string[] {
  const top = ["README.md", "CONTRIBUTING.md", ".github/SECURITY.md"].filter((page) =>
    existsSync(join(root, page)),
  );
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".md") && !name.startsWith("api"),
  );
  return [...top, ...docs.map((name) => join("docs", name))];
}
