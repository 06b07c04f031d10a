import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleEvent } from "../../sandbox/sample-events";

/** A credential that no example holds by itself. */
export const WEBHOOK_KEY = "canary-webhook-key";

/**
 * Delivers to a receiver as it was bundled for its host: each event with the credential, one with another credential, one without,
 * and something that is no event.
 *
 * @param code - the bundle
 * @param fileName - `receiver.cjs` or `receiver.mjs`, by what the bundle is
 * @param host - the source of a function that does what the host does: `async (module, { headers, body }) => status`
 * @returns the HTTP status of each answer
 */
export function answersTo(code: string, fileName: string, host: string): number[] {
  const folder = mkdtempSync(join(tmpdir(), "receiver-"));
  try {
    writeFileSync(join(folder, fileName), code);
    writeFileSync(
      join(folder, "deliver.mjs"),
      `const receiver = await import("./${fileName}");
       const deliver = ${host};
       const statuses = [];
       for (const delivery of ${JSON.stringify(deliveries())}) statuses.push(await deliver(receiver, delivery));
       console.log("\\n" + JSON.stringify(statuses));
       process.exit();`,
    );
    const printed = execFileSync(process.execPath, ["deliver.mjs"], {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env["PATH"], WEBHOOK_KEY, PORT: "0" },
    });
    return JSON.parse(printed.trim().split("\n").at(-1) ?? "") as number[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What {@link answersTo} returns for a receiver that does its work. */
export const CORRECT_ANSWERS = [204, 204, 401, 401, 400];

function deliveries(): { headers: Record<string, string>; body: string }[] {
  const authenticated = { "x-webhook-key": WEBHOOK_KEY };
  const start = JSON.stringify(sampleEvent(206, "start"));
  return [
    { headers: authenticated, body: start },
    { headers: authenticated, body: JSON.stringify(sampleEvent(206, "submission")) },
    { headers: { "x-webhook-key": "another" }, body: start },
    { headers: {}, body: start },
    { headers: authenticated, body: "<html>" },
  ];
}
