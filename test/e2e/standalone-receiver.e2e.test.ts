import { execFileSync } from "node:child_process";
import { INSTALLED } from "../../tools/install-program";

test("a receiver loads this package alone", () => {
  const program = `require("pulumi-xobin/receiver"); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const printed = execFileSync(process.execPath, ["-e", program], { cwd: INSTALLED, encoding: "utf8" });
  const packages = (JSON.parse(printed) as string[]).map(
    (file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? file,
  );
  expect([...new Set(packages)]).toEqual(["pulumi-xobin"]);
});
