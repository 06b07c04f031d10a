import type { Credential } from "./credential";
import type { UnknownEventError } from "./errors";
import type { StartEvent, SubmissionEvent } from "./events";

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
   * Called with each error of your functions or of `auth` (the response is 500), and with the `InvalidEventError` of an authenticated
   * delivery that is no event (400). Nothing of an error of yours is ever part of a response.
   *
   * @default prints the error with `console.error`. The messages of this package name no person; give a function of your own where
   * those of your code could.
   */
  readonly onError?: ((error: unknown) => unknown) | undefined;
  /**
   * The largest body that is read, in bytes. A larger one gets 413. Submissions contain a whole conversation.
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

/** The default of `maxBodyBytes`. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;
