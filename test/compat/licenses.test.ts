import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Locked {
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  peer?: boolean;
  link?: boolean;
}

test("packages that a user installs with this one have permissive licenses", () => {
  const lock = JSON.parse(readFileSync(join(__dirname, "../../package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  const installed = Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, peer, link }]) => {
      return path.startsWith("node_modules/") && !dev && !devOptional && !peer && !link;
    })
    .map(([path, { license }]) => `${path.replace("node_modules/", "")}: ${license ?? "none"}`);

  // A new line here is a new dependency: its reason belongs in CONTRIBUTING.md, and its license has to be as permissive.
  expect(installed).toMatchSnapshot();
});
