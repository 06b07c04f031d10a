import type { Auth, PublicAuth, Webhook } from "../../provider/settings/parts";
import type { Declaration } from "./declarations";
import { formatAuthName, formatUrl, publicNumber } from "./format";
import type { StateValue } from "./state-values";

/** The declarations as a table, its header first. */
export function listingRows(declarations: readonly Declaration[]): string[][] {
  const header = ["stack", "resource", "interview", "account", "start", "submission", "auth", "state"];
  const rows = declarations.map(({ start, submission, auth, state, ...declaration }) => [
    declaration.stack,
    declaration.resource,
    String(publicNumber(declaration.aiInterviewId)),
    declaration.account,
    ...[start, submission].map((webhook) =>
      webhook
        ? formatUrl(webhook) + formatStatus(webhook)
        : state === "failed"
          ? "not applied"
          : "not declared",
    ),
    auth ? `${auth.value.type} ${formatAuthName(auth)}${formatStatus(auth)}` : "none",
    state,
  ]);
  return [header, ...rows];
}

function formatStatus({ value }: StateValue<{ readonly status: boolean }>): string {
  return value.status ? "" : " (off)";
}

/** The documented shape of `list --json`. */
export function listingJson(declarations: readonly Declaration[], duplicates: readonly Duplicate[]): object {
  return {
    declarations: declarations.map(({ stack, resource, urn, aiInterviewId, account, ...applied }) => ({
      stack,
      resource,
      urn,
      aiInterviewId: publicNumber(aiInterviewId),
      account,
      start: webhookJson(applied.start),
      submission: webhookJson(applied.submission),
      auth: authJson(applied.auth),
      state: applied.state,
    })),
    duplicates: duplicates.map((declarations) => ({
      aiInterviewId: publicNumber(declarations[0].aiInterviewId),
      account: declarations[0].account,
      declaredBy: declarations.map(({ stack, resource }) => ({ stack, resource })),
    })),
  };
}

function webhookJson(webhook: StateValue<Webhook> | undefined): object | null {
  return webhook ? { url: formatUrl(webhook), status: webhook.value.status } : null;
}

function authJson(auth: StateValue<Auth | PublicAuth> | undefined): object | null {
  if (!auth) {
    return null;
  }
  const { type, status } = auth.value;
  return { type, status, [type === "basic" ? "username" : "header"]: formatAuthName(auth) };
}

/** The declarations of one interview that several resources declare. */
type Duplicate = readonly [Declaration, ...Declaration[]];

/** The interviews of one account that are declared more than once: each declaration undoes the changes of the other. */
export function findDuplicates(declarations: readonly Declaration[]): Duplicate[] {
  const byInterview = new Map<string, [Declaration, ...Declaration[]]>();
  for (const declaration of declarations) {
    const interview = JSON.stringify([declaration.account, declaration.aiInterviewId.value]);
    const known = byInterview.get(interview);
    byInterview.set(interview, known ? [...known, declaration] : [declaration]);
  }
  return [...byInterview.values()].filter((declarations) => declarations.length > 1);
}

/** One sentence that names all who declare the interview. */
export function formatDuplicate(declarations: Duplicate): string {
  const [{ aiInterviewId, account }] = declarations;
  const places = declarations.map(({ stack, resource }) => `${resource} of stack ${stack}`);
  return (
    `Interview ${publicNumber(aiInterviewId)} at ${account} is declared by ${places.join(" and by ")}: ` +
    "each undoes the changes of the other, so remove it from all but one."
  );
}
