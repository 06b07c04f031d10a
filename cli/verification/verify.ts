import { verifyReceiver, type Finding } from "../../provider/verification/verify-receiver";
import { concurrently } from "../../provider/concurrently";
import { withProgress } from "../output/progress";
import type { DeclaredAuth } from "../stacks/declarations";
import type { DeclaredEvent } from "./select";
import type { Auth } from "../../provider/settings/parts";

/** How a declared receiver responded to one test event. */
export interface Verification extends DeclaredEvent {
  readonly finding: Finding;
}

/** Sends test events to the receivers, and judges their responses. */
export function verifyReceivers(
  receivers: readonly DeclaredEvent[],
  { concurrency, timeoutMs }: { readonly concurrency: number; readonly timeoutMs: number },
): Promise<Verification[]> {
  return withProgress(async (progress) => {
    let verified = 0;
    progress.update(`Verifying receivers: 0 of ${receivers.length}`);
    const results = await concurrently(receivers, concurrency, async (declared) => {
      const { declaration, event, webhook } = declared;
      const findings = await verifyReceiver({
        aiInterviewId: declaration.aiInterviewId.value,
        event,
        url: webhook.url.value,
        auth: declaration.auth && authOf(declaration.auth),
        timeoutMs,
      });
      progress.update(`Verifying receivers: ${(verified += 1)} of ${receivers.length}`);
      return findings.map((finding) => ({ ...declared, finding }));
    });
    return results.flat();
  });
}

function authOf({ type, isOn, name, secret }: DeclaredAuth): Auth {
  return type === "basic"
    ? { type, status: isOn, basic: { username: name.value, password: secret } }
    : { type, status: isOn, apikey: { key: name.value, value: secret } };
}
