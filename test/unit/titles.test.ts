import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");
const LIMIT = 75;

test(`each test has a title of at most ${LIMIT} characters`, () => {
  expect(titlesIn('test.each([1])("sum of %i", check); describe(`a ${kind}`, tests);')).toEqual([
    "sum of %i",
    "a ${kind}",
  ]);
  const titles = readdirSync(join(ROOT, "test"))
    // What the tests install has tests of its own.
    .filter((folder) => folder !== ".work")
    .flatMap((folder) => filesIn(join("test", folder)))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => titlesIn(readFileSync(join(ROOT, file), "utf8")));
  expect(titles.length).toBeGreaterThan(500);
  expect(titles.filter((title) => title.length > LIMIT)).toEqual([]);
});

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
    join(folder, file),
  );
}

/** The titles as they are written, those of `each` and of nested groups included. */
function titlesIn(text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    const title = ts.isCallExpression(node) && declaresTests(node.expression) ? node.arguments[0] : undefined;
    if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) {
      titles.push(title.getText().slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("test.ts", text, ts.ScriptTarget.Latest, true));
  return titles;
}

/** Whether it is `test` or `describe` itself, or something of it, such as `test.each(rows)`. */
function declaresTests(expression: ts.Expression): boolean {
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression)) {
    return declaresTests(expression.expression);
  }
  return ts.isIdentifier(expression) && ["describe", "it", "test"].includes(expression.text);
}
