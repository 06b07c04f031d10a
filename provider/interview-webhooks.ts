import * as pulumi from "@pulumi/pulumi";
import { prepareResource } from "./program/prepare-resource";
import { RESOURCE_TYPE } from "./resource-types";

/** The webhook of one event. */
export interface WebhookArgs {
  /**
   * Where the event is sent: an absolute https URL (plain http for loopback hosts only) of at most 2,048 characters, without user name and
   * password. It may come from another resource of the same program.
   */
  url: pulumi.Input<string>;
  /** Whether the event is sent. @default true */
  status?: pulumi.Input<boolean>;
}

/** A user name and a password that deliveries carry by HTTP basic authentication (RFC 7617). */
export interface BasicAuthArgs {
  /** HTTP basic authentication. */
  type: "basic";
  /** Whether deliveries authenticate. @default true */
  status?: pulumi.Input<boolean>;
  /** The credential, which a receiver finds in the header `Authorization`. */
  basic: pulumi.Input<{
    /** Not empty, without colons and control characters. Readable in a preview. */
    username: pulumi.Input<string>;
    /** Not empty, without control characters. Secret, whether it is given as one or not. */
    password: pulumi.Input<string>;
  }>;
}

/** A header of your own that deliveries carry. */
export interface ApiKeyAuthArgs {
  /** A header with a key. */
  type: "apikey";
  /** Whether deliveries authenticate. @default true */
  status?: pulumi.Input<boolean>;
  /** The credential, which a receiver finds in the header named by `key`. */
  apikey: pulumi.Input<{
    /** The header's name: an RFC 9110 token that HTTP itself does not use, such as `X-Webhook-Key`. Readable in a preview. */
    key: pulumi.Input<string>;
    /** The header's value: not empty, no control characters, no space at either end. Secret, whether it is given as one or not. */
    value: pulumi.Input<string>;
  }>;
}

/** The output of {@link BasicAuthArgs}: everything but the password. */
export interface BasicAuth {
  /** HTTP basic authentication. */
  type: "basic";
  /** Whether deliveries authenticate. */
  status: boolean;
  /** The credential without its secret. */
  basic: {
    /** The user name, which a preview shows. */
    username: string;
  };
}

/** The output of {@link ApiKeyAuthArgs}: everything but the header's value. */
export interface ApiKeyAuth {
  /** A header with a key. */
  type: "apikey";
  /** Whether deliveries authenticate. */
  status: boolean;
  /** The credential without its secret. */
  apikey: {
    /** The header's name, which a preview shows. */
    key: string;
  };
}

/** The properties of {@link InterviewWebhooks}. At least one of `start` and `submission` is required. */
export interface InterviewWebhooksArgs {
  /**
   * The interview, by the number that the vendor's dashboard shows: a positive integer. The API's `ai_interview_id`.
   *
   * Another interview **replaces** the resource: it is set up for the new one, then switched off for the old one. No other
   * resource of the program may declare the same interview of the same account.
   */
  aiInterviewId: pulumi.Input<number>;
  /** Sent when a candidate starts the interview. Leaving it out again switches it off; never having declared it leaves it alone. */
  start?: pulumi.Input<WebhookArgs>;
  /** Sent when a candidate has submitted the interview and its evaluation is complete. Leaving it out again switches it off. */
  submission?: pulumi.Input<WebhookArgs>;
  /**
   * How deliveries authenticate. Leaving it out again switches authentication off; never having declared it leaves it alone.
   *
   * Only the password or the header's value becomes a secret, so that a review sees the rest. Given as an `Output` as a whole, it
   * becomes a secret as a whole.
   */
  auth?: pulumi.Input<BasicAuthArgs | ApiKeyAuthArgs>;
  /**
   * Any plain values; when one of them changes, the settings are sent again. The API cannot be read, so this is how a change that
   * somebody made in the vendor's dashboard is undone. A value that Pulumi cannot pass on, such as a `Date`, is an error.
   *
   * @default []
   */
  triggers?: pulumi.Input<pulumi.Input<unknown>[]>;
  /**
   * Whether the receivers are verified before the settings are sent: each event that is on gets test events with the declared
   * credential (2xx is right) and, where one is declared, without it and with a wrong one (401 or 403 is right). Another response
   * fails the step, and nothing is sent to the API. Connection failures, 404 and 5xx are tried again for up to a minute, in which a
   * receiver of the same `pulumi up` may become ready.
   *
   * A preview, an update without changes and a delete send no test event. `isTestEvent` of `pulumi-xobin/receiver` recognizes one, and
   * the handlers there confirm it without calling your code. Turning this on only verifies the receivers; turning it off does nothing.
   * It is no output. The host that runs Pulumi must reach the receivers, if need be through the proxy in `HTTPS_PROXY`.
   *
   * @default false
   */
  verifyReceiver?: pulumi.Input<boolean>;
}

/**
 * Where an AI interview sends its events, and how the deliveries authenticate.
 *
 * Creating, changing and deleting it each send one `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`. The API cannot be
 * read: creating adopts an interview whatever it held before, changes made elsewhere are not noticed (see `triggers`), and
 * nothing can be imported. There is no DELETE either: deleting switches the declared events off and leaves the rest alone.
 *
 * @example
 * ```ts
 * import { InterviewWebhooks } from "pulumi-xobin";
 *
 * new InterviewWebhooks("receptionist", {
 *   aiInterviewId: 206,
 *   submission: { url: receiver.url.apply((url) => `${url}/submission`) },
 *   auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
 * });
 * ```
 */
export class InterviewWebhooks extends pulumi.CustomResource {
  /** The interview. */
  declare readonly aiInterviewId: pulumi.Output<number>;
  /** The webhook of the event `start`, if declared. */
  declare readonly start: pulumi.Output<pulumi.Unwrap<WebhookArgs> | undefined>;
  /** The webhook of the event `submission`, if declared. */
  declare readonly submission: pulumi.Output<pulumi.Unwrap<WebhookArgs> | undefined>;
  /** How deliveries authenticate, if declared, without the password or header value. */
  declare readonly auth: pulumi.Output<BasicAuth | ApiKeyAuth | undefined>;
  /** The values whose change sends the settings again. */
  declare readonly triggers: pulumi.Output<unknown[] | undefined>;

  /**
   * @param name - the resource's name, unique in the program
   * @param args - what is declared
   * @param opts - Pulumi's options; `provider` takes a {@link Provider}
   * @throws `pulumi.RunError` for the options `import` and `id`, and for a trigger that Pulumi cannot pass on. An interview that
   * another resource declares is an error of the preview; under Pulumi's mocks, in a stack, it is one here
   */
  constructor(name: string, args: InterviewWebhooksArgs, opts?: pulumi.CustomResourceOptions) {
    const { props, options } = prepareResource("InterviewWebhooks", name, args, args.aiInterviewId, opts);
    super(RESOURCE_TYPE, name, props, options);
  }
}
