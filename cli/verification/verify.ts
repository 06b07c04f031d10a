import { concurrently } from "../../provider/concurrently";
import { secretsOf } from "../../provider/settings/credentials";
import { EVENTS, type Auth, type EventName, type Webhook } from "../../provider/settings/parts";
import type { Problem } from "../../provider/verification/problem";
import {
  verifyReceiver,
  type DeclaredReceiver,
  type Finding,
} from "../../provider/verification/verify-receiver";
import { withProgress } from "../output/progress";
import type { Declaration } from "../stacks/declarations";
import type { StateValue } from "../stacks/state-values";

/** The receiver of one event that is on. */
export interface Receiver {
  readonly declaration: Declaration;
  readonly event: EventName;
  readonly webhook: StateValue<Webhook>;
}

/** How a receiver responded to one test event. */
export interface Verification extends Receiver {
  readonly finding: Omit<Finding, "problem"> & { readonly problem?: VerificationProblem };
}

export type VerificationProblem =
  | Problem
  /** The state does not hold the credential that was applied, or may hold the one before it. */
  | "no-credential";

/**
 * The receivers of the events that are on. The interviews of a group have one, which is verified with the lowest number; those
 * whose last call failed may have another.
 */
export function receiversOf(declarations: readonly Declaration[]): Receiver[] {
  const receivers = new Map<string, Receiver>();
  for (const declaration of declarations) {
    for (const event of EVENTS) {
      const webhook = declaration[event];
      const { stack, urn, auth } = declaration;
      const key = JSON.stringify([stack, urn, event, webhook?.value, auth?.value]);
      if (webhook?.value.status && !receivers.has(key)) {
        receivers.set(key, { declaration, event, webhook });
      }
    }
  }
  return [...receivers.values()];
}

type ProbeOptions = Pick<DeclaredReceiver, "timeoutMs" | "small">;

/** Sends test events to the receivers, and judges their responses. */
export function verifyAll(
  receivers: readonly Receiver[],
  { concurrency, ...options }: ProbeOptions & { readonly concurrency: number },
): Promise<Verification[]> {
  return withProgress(async (progress) => {
    let verified = 0;
    progress.update(`Verifying receivers: 0 of ${receivers.length}`);
    const results = await concurrently(receivers, concurrency, async (receiver) => {
      const findings = await verify(receiver, options);
      progress.update(`Verifying receivers: ${(verified += 1)} of ${receivers.length}`);
      return findings.map((finding) => ({ ...receiver, finding }));
    });
    return results.flat();
  });
}

async function verify(
  { declaration, event, webhook }: Receiver,
  options: ProbeOptions,
): Promise<Verification["finding"][]> {
  const auth = declaration.auth?.value as Auth | undefined;
  if (auth?.status && secretsOf(auth).length === 0) {
    return [{ event, probe: "declared", response: "not sent", durationMs: 0, problem: "no-credential" }];
  }
  const aiInterviewId = declaration.aiInterviewId.value;
  const { url } = webhook.value;
  const findings = await verifyReceiver({ aiInterviewId, event, url, auth, ...options });
  return findings.map((finding) =>
    declaration.isPartial && finding.problem === "refuses-credential"
      ? { ...finding, problem: "no-credential" }
      : finding,
  );
}
