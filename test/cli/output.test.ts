import { print, printCsv, printJson, printTable } from "../../cli/output/print";

/** What `print` writes to standard output, which takes no colors here. */
async function printedBy(work: () => void | Promise<void>): Promise<string> {
  let printed = "";
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  try {
    await work();
    return printed;
  } finally {
    spy.mockRestore();
  }
}

/** ESC, C1's CSI, a line break, a paragraph separator, and a mark that turns the reading direction. */
const HOSTILE = "a\u001b[31mb\u009b2Jc\r\nd\u2029e\u202ef";

test("a table has as many rows as there are results", async () => {
  const rows = Array.from({ length: 150_000 }, (_, index) => [String(index)]);
  const printed = await printedBy(() => printTable([["n"], ...rows]));
  expect(printed.split("\n")).toHaveLength(150_002);
});

test("lines, tables and CSV hold no character that a terminal acts upon", async () => {
  const clean = "a [31mb 2Jc d e f";
  expect(
    await printedBy(() => {
      print(["  ", { color: "red", text: HOSTILE }]);
    }),
  ).toBe(`  ${clean}\n`);
  expect(
    await printedBy(() => {
      printCsv([[HOSTILE, "b"]]);
    }),
  ).toBe(`${clean},b\r\n`);
  expect(
    await printedBy(() =>
      printTable([
        ["name", "n"],
        [HOSTILE, "1"],
        ["x", "22"],
      ]),
    ),
  ).toBe(`NAME               N\n${clean}  1\nx                  22\n`);
});

test("JSON escapes them, and reads back as it was", async () => {
  const value = { name: `${HOSTILE}\u{e0001}` };
  const printed = await printedBy(() => {
    printJson(value);
  });
  expect(printed).toMatch(/^[\n\u0020-\u007e]+$/);
  expect(JSON.parse(printed)).toEqual(value);
});

test("wide, joined and combining characters keep the columns of a table", async () => {
  const names = ["日本", "👩‍🍳", "e\u0301", "नमस्ते", "abcd"];
  const printed = await printedBy(() => printTable([["n", "x"], ...names.map((name) => [name, "1"])]));
  expect(printed).toBe("N     X\n日本  1\n👩‍🍳    1\né     1\nनमस्ते   1\nabcd  1\n".replace("é", "e\u0301"));
});

test.each([
  ["a quote", 'b "c", d', '"b ""c"", d"'],
  ["a formula", "=1+1", "'=1+1"],
  ["a formula behind a semicolon", "a;=1", `"a;'=1"`],
  ["a formula behind a tab", "a\t@SUM(A1)", "a @SUM(A1)"],
  ["a full-width sign", "＝1+1", "'＝1+1"],
  ["a sign inside", "a-b", "a-b"],
])("CSV makes a text of %s", async (_kind, cell, expected) => {
  expect(
    await printedBy(() => {
      printCsv([[cell]]);
    }),
  ).toBe(`${expected}\r\n`);
});
