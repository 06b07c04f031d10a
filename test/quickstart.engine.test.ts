import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";

const ROOT = resolve(__dirname, "..");

test("the quickstart declares an interview, shows both events arriving, and leaves nothing behind", async () => {
  // In a process group of its own, so that whatever it leaves running is found in the group.
  const child = spawn("npx", ["tsx", "tools/quickstart/main.ts"], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, "close")]);

  expect(output).toContain("+ 2 created");
  expect(output).toContain('"password": "***"');
  expect(output).toContain("sent the event start, and the receiver accepted it with HTTP 204");
  expect(output).toContain("sent the event submission, and the receiver accepted it with HTTP 204");
  expect(output).toMatch(/\$ pulumi preview --expect-no-changes[^]*2 unchanged/);
  expect(child.exitCode).toBe(0);
  expect(() => process.kill(-(child.pid ?? 0), 0)).toThrow("ESRCH");
  expect(existsSync(join(ROOT, ".quickstart"))).toBe(false);
  expect(existsSync(join(ROOT, "Pulumi.sandbox.yaml"))).toBe(false);
});
