import type { Cell } from "./matrix";

/** The number of the interview that the programs declare. */
export const INTERVIEW = 206;
export const START = "https://receiver.example/start";

const body = `
const auth = { type: "basic" as const, basic: { username: "hooks", password: "canary-password" } };
new InterviewWebhooks("receptionist", { aiInterviewId: ${INTERVIEW}, start: { url: "${START}" }, auth });
const headers = { authorization: "Basic aG9va3M6Y2FuYXJ5LXBhc3N3b3Jk" };
if (!verifyAuth(headers, auth)) throw new Error("The receiver refuses what the sender is told to send.");
`;
const imports = `
import { InterviewWebhooks } from "pulumi-xobin";
import { verifyAuth } from "pulumi-xobin/receiver";
`;
const requires = `
const { InterviewWebhooks } = require("pulumi-xobin");
const { verifyAuth } = require("pulumi-xobin/receiver");
`;
const javaScript = body.replace(" as const", "");

/** The files of the program, by name, without its dependencies. */
export function programFiles({ language, sdk }: Cell): Record<string, string> {
  switch (language) {
    case "commonjs":
      return { "Pulumi.yaml": projectFile("javascript"), "index.js": requires + javaScript };
    case "esm":
      return { "Pulumi.yaml": projectFile("javascript"), "index.js": imports + javaScript };
    case "typescript":
      return {
        "Pulumi.yaml": projectFile("typescript"),
        "index.ts": imports + body,
        "tsconfig.json": tsconfig(sdk),
      };
  }
}

function projectFile(language: "javascript" | "typescript"): string {
  return `name: compat\nruntime: { name: nodejs, options: { typescript: ${String(language === "typescript")} } }\n`;
}

/** As `pulumi new typescript` wrote it for the older SDK, and writes it now. */
function tsconfig(sdk: Cell["sdk"]): string {
  const modules =
    sdk === "3.139.0"
      ? { module: "commonjs", moduleResolution: "node" }
      : { module: "nodenext", moduleResolution: "nodenext" };
  return JSON.stringify({
    compilerOptions: { strict: true, outDir: "bin", target: "es2020", sourceMap: true, ...modules },
    files: ["index.ts"],
  });
}
