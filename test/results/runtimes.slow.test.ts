import { cpSync } from "node:fs";
import { delimiter, join } from "node:path";
import { startSandbox } from "../../sandbox";
import { run } from "../../tools/run-process";
import { closeAfterTest } from "../support/close-after-test";
import { installedIn, installPackages } from "../support/install-packages";

const PROGRAMS = join(__dirname, "runtimes");
const FOLDER = installedIn("results");

beforeAll(() => {
  installPackages("results", join(PROGRAMS, "package.json"));
  cpSync(PROGRAMS, FOLDER, { recursive: true });
}, 240_000);

test.each<[string, ...string[]]>([
  ["node", "print.mjs"],
  ["bun", "print.mjs"],
  ["deno", "run", "--allow-net", "print.mjs"],
  // Cloudflare Workers
  ["node", "in-workerd.mjs"],
])(
  "missing results are read by %s %s",
  async (program, ...args) => {
    const sandbox = await startSandbox();
    closeAfterTest(() => sandbox.close());
    const [arrived, missing] = sandbox.invite(206, {
      inviteStatus: "Completed",
      count: 2,
      at: Date.now() - 1000,
    });
    sandbox.fail({ status: 503 });
    const { apiKey, url: baseUrl } = sandbox;
    const options = { apiKey, baseUrl, since: Date.now() - 60_000, arrived: [arrived] };

    const PATH = [join(FOLDER, "node_modules/.bin"), process.env["PATH"]].join(delimiter);
    const output = await run(program, [...args, JSON.stringify(options)], {
      cwd: FOLDER,
      env: { ...process.env, PATH },
    });

    expect(output.trim()).toBe(JSON.stringify([missing]));
  },
  60_000,
);
