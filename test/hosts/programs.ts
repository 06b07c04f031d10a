import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export const PROGRAMS = join(__dirname, "programs");

/** The programs that the tests serve, by their paths below {@link PROGRAMS}. */
export function readPrograms(): Map<string, string> {
  const files = readdirSync(PROGRAMS, { recursive: true, encoding: "utf8" });
  return new Map(
    files
      .filter((file) => file.endsWith(".ts") && statSync(join(PROGRAMS, file)).isFile())
      .map((file) => [file, readFileSync(join(PROGRAMS, file), "utf8")]),
  );
}
