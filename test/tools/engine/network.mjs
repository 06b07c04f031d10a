// Replaces the network of a program, so that no test depends on what this machine can reach.
// NETWORK: the file that every address serves; "silent" never responds; without it nothing can be reached.
import { readFileSync } from "node:fs";

const { NETWORK } = process.env;

globalThis.fetch = async (_url, { signal } = {}) => {
  if (NETWORK === undefined) throw new TypeError("fetch failed", { cause: { code: "ENOTFOUND" } });
  if (NETWORK !== "silent") return new Response(readFileSync(NETWORK));
  return new Promise((_, reject) => {
    const alive = setInterval(() => {}, 1000);
    signal.addEventListener("abort", () => {
      clearInterval(alive);
      reject(signal.reason);
    });
  });
};
