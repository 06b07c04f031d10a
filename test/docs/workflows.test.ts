import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const OURS = readdirSync(join(ROOT, ".github/workflows")).map((name) => join(".github/workflows", name));
const EXAMPLE = "examples/github-actions/webhooks.yml";

test.each([...OURS, EXAMPLE])("%s pins each action by its digest", (file) => {
  const actions = [...read(file).matchAll(/uses: (\S+)/g)].map(([, action = ""]) => action);
  const movable = actions.filter((action) => !action.startsWith("./") && !/@[0-9a-f]{40}$/.test(action));
  expect(movable).toEqual([]);
});

test("the example's pull requests get a token that can only read, and no key", () => {
  const { preview, apply } = jobsOf(EXAMPLE);
  expect(preview).toMatch(/requested-token-type: \S+:team\n +scope: team:/);
  expect(preview).toContain("XOBIN_API_KEY: stand-in");
  expect(preview).not.toMatch(/secrets\.|environment:/);
  expect(apply).toMatch(/environment: production\n/);
  expect(apply).toContain("requested-token-type: urn:pulumi:token-type:access_token:organization");
});

test("the job that may publish runs no code of the repository or a dependency", () => {
  const { pack, publish } = jobsOf(".github/workflows/release.yml");
  expect(publish).toContain("id-token: write");
  expect(publish).not.toMatch(/actions\/checkout|npm (ci|install|run|pack)/);
  expect(publish).toContain("--ignore-scripts");
  expect(pack).not.toMatch(/permissions:|id-token/);
  expect(pack).toContain("git merge-base --is-ancestor HEAD origin/main");
});

function read(file: string): string {
  return readFileSync(join(ROOT, file), "utf8");
}

/** The text of each job, without comments. */
function jobsOf(file: string): Record<string, string> {
  const [, jobs = ""] = read(file)
    .replace(/^ *#.*\n/gm, "")
    .split(/^jobs:\n/m);
  const texts = jobs.split(/^ {2}(?=\w+:$)/m).filter((text) => text.trim());
  return Object.fromEntries(texts.map((text) => [text.slice(0, text.indexOf(":")), text]));
}
