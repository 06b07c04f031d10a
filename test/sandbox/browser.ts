import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Starts Chromium, which it installs first where there is none and this machine's packages have it. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: findChromium() ?? installChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      // Without these it makes calls of its own.
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

function installChromium(): string {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-qq"], { env });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env });
  } catch {
    // The next line says what is missing.
  }
  const found = findChromium();
  if (found === undefined) {
    throw new Error("The page is tested in Chromium. Install it, so that chromium is on PATH.");
  }
  return found;
}
