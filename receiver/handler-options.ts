import type { Credential } from "./credential";
import type { UnknownEventError } from "./errors";
import type { StartEvent, SubmissionEvent } from "./events";
import type { OnceStore } from "./once";

/**
 * The user's part of a handler. A function may be asynchronous: the response waits for it, so that an event that could not be
 * stored is not confirmed. The same event may come more than once.
 */
export interface HandlerOptions {
  /**
   * The credential that deliveries carry, or a list during a rotation, or a function that returns either, for a secret that is loaded
   * later. The function is called for each delivery: cache what is expensive.
   */
  readonly auth: AuthSource;
  /** Called with each `start` event. Without it they are confirmed and dropped. */
  readonly onStart?: ((event: StartEvent) => unknown) | undefined;
  /** Called with each `submission` event. Without it they are confirmed and dropped. */
  readonly onSubmission?: ((event: SubmissionEvent) => unknown) | undefined;
  /** Called with each event of a kind that this version does not know. Without it they are confirmed and dropped. */
  readonly onUnknownEvent?: ((event: UnknownEventError) => unknown) | undefined;
  /**
   * A store of the events that were handled, such as `postgresStore(new Pool())` with the `Pool` of `pg`, so that each is handled once.
   * Your function is called for an event that nobody has claimed. When it returns, the event is completed; when it throws, the claim is
   * released; when the receiver dies, the claim ends after 15 minutes. An event that was handled gets 204, and one that is being handled
   * 503 with `Retry-After`. Test events and unknown kinds are not claimed. When the store throws, the response is 500: nothing is lost.
   *
   * @default every delivery is handled
   */
  readonly once?: OnceStore | undefined;
  /**
   * Called with each error of your functions, of `auth` and of `once` (the response is 500), and with what is wrong with the body of an
   * authenticated delivery: an `InvalidEventError` (400), or an error that says that it is too large (413) or compressed in a way that
   * cannot be read here (415). Nothing of an error of yours is ever part of a response.
   *
   * @default prints the error with `console.error`. The messages of this package name no person; give a function of your own where
   * those of your code could.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
  /**
   * The largest body that is read, in bytes, before and after it is inflated. A larger one gets 413.
   *
   * @default 5 MiB (5,242,880)
   */
  readonly maxBodyBytes?: number | undefined;
}

/** A credential, several of them, or a function that returns either. */
export type AuthSource =
  | Credential
  | readonly Credential[]
  | (() => Credential | readonly Credential[] | Promise<Credential | readonly Credential[]>);
