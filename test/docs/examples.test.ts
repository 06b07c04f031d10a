import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { pages } from "./pages";

const ROOT = resolve(__dirname, "../..");

test("every TypeScript example in README.md and docs/ compiles against the package", () => {
  const examples = new Map(pages(ROOT).flatMap(examplesOf));
  expect(examples.size).toBeGreaterThan(0);
  const { options } = ts.parseJsonConfigFileContent(
    { extends: "./tsconfig.json", compilerOptions: { noEmit: true, noUnusedLocals: false } },
    ts.sys,
    ROOT,
  );
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (file) => examples.get(file) ?? readFile(file);
  host.fileExists = (file) => examples.has(file) || fileExists(file);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, version) => {
    const text = examples.get(file);
    return text === undefined ? getSourceFile(file, version) : ts.createSourceFile(file, text, version);
  };

  const program = ts.createProgram([...examples.keys(), join(__dirname, "ambient.d.ts")], options, host);
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? ""}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  expect(problems).toEqual([]);
}, 60_000);

/** The `ts` blocks of a page, each as a module of its own beside the page, by the line it begins at. */
function examplesOf(page: string): [file: string, text: string][] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => {
    const line = text.slice(0, match.index).split("\n").length;
    return [join(ROOT, `${page}.line-${line}.ts`), `${match[1] ?? ""}\nexport {};\n`];
  });
}
