import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A `ts` block of a page, or of a comment in a source file. */
export interface Example {
  page: string;
  /** Where it begins, counted from 1. */
  line: number;
  text: string;
}

/** The examples of one page, a path below `root`. */
export function examplesOf(root: string, page: string): Example[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^( \* )?```ts\n(.*?)^\1?```/gms)].map(({ index, 1: comment, 2: body = "" }) => ({
    page,
    line: text.slice(0, index).split("\n").length,
    text: comment ? body.replace(/^ \* ?/gm, "") : body,
  }));
}
