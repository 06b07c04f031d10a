import type { DeclaredAuth, DeclaredWebhook, Declaration } from "./declarations";
import type { Duplicate } from "./duplicates";
import { shown, shownAuth, shownUrl } from "./shown";

/** The declarations as a table, its header first. */
export function listingRows(declarations: readonly Declaration[]): string[][] {
  const header = ["stack", "resource", "interview", "account", "start", "submission", "auth", "state"];
  const rows = declarations.map(
    ({ stack, resource, aiInterviewId, account, start, submission, auth, ...rest }) => [
      stack,
      resource,
      shown(aiInterviewId),
      account,
      eventText(start),
      eventText(submission),
      shownAuth(auth),
      rest.isUnconfirmed ? "unconfirmed" : "applied",
    ],
  );
  return [header, ...rows];
}

function eventText(webhook: DeclaredWebhook | undefined): string {
  return webhook ? `${shownUrl(webhook)}${webhook.isOn ? "" : " (off)"}` : "not declared";
}

/** The documented shape of `list --json`. */
export function listingJson(declarations: readonly Declaration[], duplicates: readonly Duplicate[]): object {
  return {
    declarations: declarations.map((declaration) => ({
      stack: declaration.stack,
      resource: declaration.resource,
      urn: declaration.urn,
      aiInterviewId: interviewOf(declaration),
      account: declaration.account,
      start: eventJson(declaration.start),
      submission: eventJson(declaration.submission),
      auth: authJson(declaration.auth),
      unconfirmed: declaration.isUnconfirmed,
    })),
    duplicates: duplicates.map(({ first, others }) => ({
      aiInterviewId: interviewOf(first),
      account: first.account,
      declaredBy: [first, ...others].map(({ stack, resource }) => ({ stack, resource })),
    })),
  };
}

function interviewOf({ aiInterviewId }: Declaration): number | string {
  return aiInterviewId.isSecret ? shown(aiInterviewId) : aiInterviewId.value;
}

function eventJson(webhook: DeclaredWebhook | undefined): object | null {
  return webhook ? { url: shownUrl(webhook), status: webhook.isOn } : null;
}

function authJson(auth: DeclaredAuth | undefined): object | null {
  if (!auth) {
    return null;
  }
  const name = auth.type === "basic" ? "username" : "header";
  return { type: auth.type, status: auth.isOn, [name]: shown(auth.name) };
}

/** One sentence that names all who declare the interview. */
export function duplicateText({ first, others }: Duplicate): string {
  const places = [first, ...others].map(({ stack, resource }) => `${resource} of stack ${stack}`);
  return (
    `Interview ${shown(first.aiInterviewId)} at ${first.account} is declared by ${places.join(" and by ")}: ` +
    "each undoes the changes of the other, so remove it from all but one."
  );
}
