import type { DeliverOptions, Delivery } from "./deliveries";
import type { Fault } from "./faults";
import type { Invitation, InviteOptions } from "./invitations";
import type { RetryAfter } from "./rate-limit";
import type { RecordedRequest } from "./requests";
import type { EventName, WebhookSettings } from "./validation";

/** The key of a sandbox that was not given any: recognizable, and of no use anywhere else. */
export const FAKE_API_KEY = "fake-sandbox-api-key";

export interface SandboxOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** The address or name that it listens on. @default "127.0.0.1", which this machine alone reaches */
  readonly host?: string;
  /** The account name of each API key; the first is the default account. @default one account, "default", with {@link FAKE_API_KEY} */
  readonly accounts?: Readonly<Record<string, string>>;
  /** The interviews that exist, in every account or by account name. @default every positive id exists */
  readonly interviews?: readonly number[] | Readonly<Record<string, readonly number[]>>;
  /** Serves https with this key and certificate, both in PEM. @default plain http */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Milliseconds that every response takes. @default 0 */
  readonly latencyMs?: number;
  /** Calls admitted in any one second; further calls get a 429. @default no limit */
  readonly requestsPerSecond?: number;
  /** Form of `Retry-After` in that 429. @default no such header */
  readonly retryAfter?: RetryAfter;
  /** Called with each call once its outcome is decided. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** A running stand-in for the API. */
export interface Sandbox {
  /** The value for `xobin:baseUrl`: `http://127.0.0.1:PORT/api/v2`, or the other address that it listens on. */
  readonly url: string;
  /** The key of the default account. */
  readonly apiKey: string;
  /** The names of the accounts, the default one first. */
  readonly accounts: readonly string[];
  /** Every call to the API since the start or {@link clearRequests}, in order, with everything in clear. */
  readonly requests: RecordedRequest[];
  /** The settings that the API now holds for the interview, as a copy. */
  settings(aiInterviewId: number, account?: string): WebhookSettings | undefined;
  /** Sets an interview's settings as if by hand in the vendor's dashboard. */
  seed(aiInterviewId: number, settings: WebhookSettings, account?: string): void;
  /** Queues a fault. */
  fail(fault: Fault): void;
  clearFaults(): void;
  clearRequests(): void;
  /** Invites candidates to an interview, and returns the ids of their responses. */
  invite(aiInterviewId: number, options?: InviteOptions, account?: string): number[];
  /** Lets a candidate start or submit the interview, inviting one where needed, and sends the event as the vendor does. */
  deliver(
    aiInterviewId: number,
    event: EventName,
    options?: DeliverOptions,
    account?: string,
  ): Promise<Delivery>;
  /** Delivers a submission. */
  complete(aiInterviewId: number, options?: DeliverOptions, account?: string): Promise<Delivery>;
  /** Deletes a candidate for good: the report is gone. */
  deleteCandidate(aiInterviewId: number, responseId: number, account?: string): void;
  /** An interview's invitations, the first one first. */
  invitations(aiInterviewId: number, account?: string): readonly Readonly<Invitation>[];
  /** Stops at once, open connections included. */
  close(): Promise<void>;
}
