import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(__dirname, "../..");

test("the quickstart declares, recovers a lost event, and leaves nothing behind", async () => {
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
  expect(output).toMatch(/\$ npx pulumi-xobin recover [^]*Of 2 results [^\n]*, 1 is missing\./);
  expect(output).toMatch(/--deliver\n[^]*1 result delivered and accepted[^\n]*none is missing\./);
  expect(output).toMatch(/arrived.txt\n[^$]*\nOf 2 results completed in the window, none is missing\./);
  expect(output).toMatch(/\$ pulumi preview --expect-no-changes[^]*2 unchanged/);
  expect(child.exitCode).toBe(0);
  expect(await endsWithin(5000, child.pid ?? 0)).toBe(true);
  expect(existsSync(join(ROOT, ".quickstart"))).toBe(false);
  expect(existsSync(join(ROOT, "Pulumi.sandbox.yaml"))).toBe(false);
});

/** Whether nothing of the process group runs any more; a plugin of the engine may take a moment to notice its end. */
async function endsWithin(milliseconds: number, group: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    try {
      process.kill(-group, 0);
    } catch {
      return true;
    }
    await sleep(50);
  }
  return false;
}
