import { start } from "../../tools/run-process";

/** Prints the second half of a line on one stream only after a whole line on the other. */
const TORN = `
  process.stderr.write("first ");
  setTimeout(() => process.stdout.write("other\\n"), 100);
  setTimeout(() => process.stderr.write("second\\nlast"), 200);
`;

test("a line stays whole when the other stream prints in its middle", async () => {
  const started = start(process.execPath, ["-e", TORN], { cwd: __dirname, env: process.env });
  expect(await started.ended).toEqual({ code: 0, output: "other\nfirst second\nlast\n" });
});
