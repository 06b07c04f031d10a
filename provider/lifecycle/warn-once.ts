import { logToEngine } from "../engine-log";

const warnings = new Set<string>();

/** Prints each warning once. Many interviews with one receiver have one warning, which names the first. */
export function warnOnce(subject: string, warning: string): void {
  if (!warnings.has(warning)) {
    warnings.add(warning);
    // An engine that has exited reads no warnings.
    logToEngine(`${subject}: warning: ${warning}`).catch(() => undefined);
  }
}
