import { join, resolve } from "node:path";
import ts from "typescript";
import { readPrograms } from "../hosts/programs";
import { examplesOf } from "./examples";
import { pages, sources } from "./pages";

const ROOT = resolve(__dirname, "../..");

test("every TypeScript example in README.md, docs/ and TSDoc comments compiles", () => {
  // Those of hosts are compiled in test/hosts, with the types of the frameworks.
  const programs = new Set(readPrograms().values());
  const found = [...pages(ROOT), ...sources(ROOT)]
    .flatMap((page) => examplesOf(ROOT, page))
    .filter(({ text }) => !programs.has(text));
  // Each is a module of its own, beside its page.
  const examples = new Map(
    found.map(({ page, line, text }) => [join(ROOT, `${page}.line-${line}.ts`), `${text}\nexport {};\n`]),
  );
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

  const ambient = ["ambient.d.ts", "firestore.d.ts"].map((file) => join(__dirname, file));
  const program = ts.createProgram([...examples.keys(), ...ambient], options, host);
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName ?? ""}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
  expect(problems).toEqual([]);
}, 60_000);
