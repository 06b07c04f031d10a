import { spawnSync } from "node:child_process";
import { join } from "node:path";

jest.setTimeout(60_000);

/** Runs a shell command in which `$cli` is the command line. */
function shell(command: string) {
  const cli = `"${process.execPath}" --import tsx cli/main.ts`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", command.replaceAll("$cli", cli)], {
    cwd: join(__dirname, "../.."),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const SENDING = "$cli send start --url http://127.0.0.1:1";

test("a full disk is one sentence, with exit code 1 for what would be 0", () => {
  const stderr = "error: the output cannot be written (ENOSPC).\n";
  expect(shell("$cli --version > /dev/full")).toEqual({ status: 1, stdout: "", stderr });
  expect(shell(`${SENDING} --json > /dev/full`)).toEqual({ status: 1, stdout: "", stderr });
});

test("a standard error that cannot be written keeps the exit code", () => {
  expect(shell("$cli frob 2> /dev/full")).toEqual({ status: 2, stdout: "", stderr: "" });
  expect(shell("$cli frob 2>&1 >/dev/null | true; exit ${PIPESTATUS[0]}")).toMatchObject({ status: 2 });
});

test("a server whose reader leaves stops", () => {
  expect(shell("$cli receive --port 0 | true; exit ${PIPESTATUS[0]}")).toEqual({
    status: 0,
    stdout: "",
    stderr: "",
  });
});

test("a reader that leaves early keeps the exit code", () => {
  expect(shell(`${SENDING} | true; exit \${PIPESTATUS[0]}`)).toEqual({ status: 1, stdout: "", stderr: "" });
});
