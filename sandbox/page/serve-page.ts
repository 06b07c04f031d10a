import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiResponse } from "../api-response";

/** The page: one file, of which a browser runs nothing but its own script and style, and which reaches this sandbox alone. */
export function servePage(): ApiResponse {
  const body = readFileSync(join(__dirname, "page.html"), "utf8");
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf("script", body)}'`,
    `style-src '${hashOf("style", body)}'`,
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  const headers = {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  };
  return { status: 200, headers, body };
}

function hashOf(tag: "script" | "style", html: string): string {
  const [, content = ""] = new RegExp(`<${tag}>(.*)</${tag}>`, "s").exec(html) ?? [];
  return `sha256-${createHash("sha256").update(content).digest("base64")}`;
}
