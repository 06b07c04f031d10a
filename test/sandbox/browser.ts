import { chromium, type Browser } from "playwright-core";
import { findOrInstall, onPath } from "../support/debian";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Starts Chromium, which it installs first where there is none and this machine's packages have it. */
export async function startBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: findOrInstall("chromium", () => NAMES.flatMap(onPath)),
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
