import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "./command";

const COMMANDS = ["sandbox", "receive", "deliver", "fault", "send", "list", "verify", "recover"];
const URL_OPTION = ["--url", "http://localhost:1"];

test("--help names every command", async () => {
  const help = await cli(["--help"]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  for (const command of COMMANDS) {
    expect(help.stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  }
});

test.each(COMMANDS)("%s --help has examples, and takes no secret on the command line", async (command) => {
  const help = await cli([command, "--help"]);
  expect(help).toMatchObject({ code: 0, stderr: "" });
  expect(help.stdout).toMatch(/\nExamples:\n {2}\$ (XOBIN_WEBHOOK_\w+=… )?npx pulumi-xobin /);
  // The sandbox's key is made up.
  expect(help.stdout).not.toMatch(/--(password|value|token|secret)\b/);
});

test("--version prints the package's version", async () => {
  expect(await cli(["--version"])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) as string,
  });
});

test.each([
  [
    [],
    "a command is missing: sandbox, receive, deliver, fault, send, list, verify, recover. --help describes them.",
  ],
  [["verfy"], "unknown command 'verfy' (Did you mean verify?)"],
  [["frob"], "unknown command 'frob'"],
  [["list", "--jsn"], "unknown option '--jsn' (Did you mean --json?)"],
  [["list", "extra"], "list takes no arguments: a stack is named with --stack."],
  [["recover", "extra", "--since", "7d"], "recover takes no arguments: a stack is named with --stack."],
  [["list", "--json", "--csv"], "'--json' cannot be used with option '--csv'"],
  [["list", "--stack"], "'--stack <name>' argument missing"],
  [["list", "--cwd", "/no/such/folder"], "--cwd: there is no folder /no/such/folder."],
  [["list"], "The Pulumi CLI was not found: install it"],
  [["verify", "--timeout", "0"], "--timeout must be a whole number from 1 to 600."],
  [["verify", "--concurrency", "many"], "--concurrency must be a whole number from 1 to 100."],
  [["recover"], "Which results? Name a window with --since, or results with --response."],
  [["recover", "--since", "2025-02-30"], "--since must be a date (2025-07-11)"],
  [["recover", "--since", "30m"], "or a span of days or hours before now (7d, 12h)."],
  [["recover", "--until", "1d"], "--until needs --since."],
  [["recover", "--since", "1d", "--until", "2d"], "--since must be before --until."],
  [
    ["recover", "--response", "x"],
    "--response must be one whole number, such as 6735; it may come several times.",
  ],
  [["recover", "--response", "7", "--since", "7d"], "cannot be used with option '--since <time>'"],
  [["recover", "--since", "7d", "--have", "/no/file"], "--have: /no/file cannot be read (ENOENT)."],
  [
    ["recover", "--since", "7d", "--have", "/no/file", "--have", "/dev/null"],
    "--have: /no/file cannot be read (ENOENT).",
  ],
  [["recover", "--since", "7d", "--journal", "f"], "--journal needs --deliver."],
  [["recover", "--since", "7d", "--concurrency", "11"], "--concurrency must be a whole number from 1 to 10."],
  [["recover", "--since", "7d", "--json", "--csv"], "'--json' cannot be used with option '--csv'"],
  [["recover", "--since", "7d"], "The Pulumi CLI was not found: install it"],
  [["receive", "--host", ""], "--host must be an address of this machine, such as 127.0.0.1."],
  [["sandbox", "--host", " "], "--host must be an address of this machine, such as 127.0.0.1."],
  [["sandbox", "--port", "x"], "--port must be a whole number from 0 to 65535."],
  [["sandbox", "--port", "65536"], "--port must be a whole number from 0 to 65535."],
  [
    ["sandbox", "--requests-per-second", "0"],
    "--requests-per-second must be a whole number from 1 to 1000000.",
  ],
  [["sandbox", "--latency", "1.5"], "--latency must be a whole number from 0 to 3600000."],
  [["sandbox", "--latency"], "'--latency <milliseconds>' argument missing"],
  [["sandbox", "--api-key", "two words"], "--api-key must be printable ASCII without blanks."],
  [["receive", "--port", "-1"], "--port"],
  [
    ["receive", "--basic", "u", "--header", "X-Key"],
    "'--basic <user>' cannot be used with option '--header <name>'",
  ],
  [
    ["receive", "--basic", "u"],
    "--basic needs the environment variable XOBIN_WEBHOOK_PASSWORD, which is not set.",
  ],
  [["receive", "--basic", "a:b"], "--basic must not contain a colon"],
  [["receive", "--header", "X Key"], "--header must be an HTTP header name"],
  [["receive", "--header", "Host"], "--header must not be Host"],
  [["send", "start"], "required option '--url <url>' not specified"],
  [["send", ...URL_OPTION], "missing required argument 'start|submission'"],
  [["send", "stop", ...URL_OPTION], "Allowed choices are start, submission."],
  [["send", "start", "--url", "localhost:4021"], "--url must be an absolute URL"],
  [["send", "start", "--url", "http://hooks.example.com"], "--url must start with https://"],
  [
    ["send", "start", ...URL_OPTION, "--interview", "0"],
    "--interview must be one whole number, such as 206.",
  ],
  [["send", "start", ...URL_OPTION, "--url", "http://localhost:2"], "--url may come only once."],
  [["deliver", "start", "--interview", "206,207"], "--interview must be one whole number, such as 206."],
  [["deliver", "start", "--interview", "206", "--interview", "207"], "--interview may come only once."],
  [
    ["send", "start", ...URL_OPTION, "--header", "X-Key"],
    "--header needs the environment variable XOBIN_WEBHOOK_VALUE",
  ],
  [["send", "start", ...URL_OPTION, "--data", "/no/file"], "--data: /no/file cannot be read (ENOENT)."],
  [
    ["send", "start", ...URL_OPTION, "--data", "f", "--interview", "7"],
    "--interview cannot be used with --data",
  ],
])("%j is refused in one sentence, with exit code 2", async (args, reason) => {
  const { code, stdout, stderr } = await cli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).toContain(reason);
});

test("a credential that no request can carry is refused, and not repeated", async () => {
  const value = await cli(["send", "start", ...URL_OPTION, "--header", "X-Key"], {
    XOBIN_WEBHOOK_VALUE: "canary-value\n",
  });
  expect(value).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("XOBIN_WEBHOOK_VALUE must not") as string,
  });
  const password = await cli(["receive", "--basic", "u"], { XOBIN_WEBHOOK_PASSWORD: "canary-\npassword" });
  expect(password).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("XOBIN_WEBHOOK_PASSWORD must not contain line breaks") as string,
  });
  expect(value.stderr + password.stderr).not.toContain("canary");
});

test("a file that is not JSON is refused", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-xobin-"));
  const file = join(folder, "event.txt");
  writeFileSync(file, "Started");
  const refused = await cli(["send", "start", ...URL_OPTION, "--data", file]);
  rmSync(folder, { recursive: true });
  expect(refused).toEqual({ code: 2, stdout: "", stderr: `error: --data: ${file} is not JSON.\n` });
});
