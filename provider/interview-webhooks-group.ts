import * as pulumi from "@pulumi/pulumi";
import type { ApiKeyAuth, BasicAuth, InterviewWebhooksArgs, WebhookArgs } from "./interview-webhooks";
import { checkInterviews } from "./program/inputs";
import { prepareResource } from "./program/prepare-resource";
import { GROUP_RESOURCE_TYPE } from "./resource-types";

/** The properties of {@link InterviewWebhooksGroup}. What they declare for one interview, they declare for all. */
export interface InterviewWebhooksGroupArgs extends Omit<InterviewWebhooksArgs, "aiInterviewId"> {
  /**
   * The interviews: a name of your own for each number that the vendor's dashboard shows. Reviews and messages show the names, so
   * they must not be blank or have line breaks; a number under another name is the same interview, and sends nothing.
   *
   * An interview that leaves is switched off, unless another resource of the program declares it. No two resources of a program may
   * declare the same interview of the same account.
   */
  interviews: pulumi.Input<Record<string, pulumi.Input<number>>>;
}

/**
 * Many AI interviews that send their events to one receiver. Each of them has what `InterviewWebhooks` promises for one; for the engine,
 * all of them are one resource, so that a thousand take the time and the state of one.
 *
 * One `PUT /ai-interviews/settings/webhooks/<ai_interview_id>` is sent for each interview that is new or whose settings changed, as many
 * at once as `xobin:concurrency` allows. Where some fail, the others are sent all the same, and the next `pulumi up` sends those.
 * `verifyReceiver` verifies the receivers once, with test events of the first interview; a change of `triggers` sends the settings of all.
 *
 * Take `InterviewWebhooks` for an interview that has settings, protection or a history of its own. Interviews can move between both.
 *
 * @example
 * ```ts
 * import { InterviewWebhooksGroup } from "pulumi-xobin";
 *
 * new InterviewWebhooksGroup("emea", {
 *   interviews: { receptionist: 206, "head-chef": 311 },
 *   submission: { url: receiver.url.apply((url) => `${url}/submission`) },
 *   auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
 * });
 * ```
 */
export class InterviewWebhooksGroup extends pulumi.CustomResource {
  /** The interviews, by name. */
  declare readonly interviews: pulumi.Output<Record<string, number>>;
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
   * @param opts - Pulumi's options; `provider` takes a `Provider`
   * @throws `pulumi.RunError` for the options `import` and `id`, and for interviews (such as a `Map`) or a trigger that Pulumi cannot
   * pass on. An interview that another resource or another name of the group declares is an error of the preview; under Pulumi's
   * mocks, in a stack, one of another resource is one here
   */
  constructor(name: string, args: InterviewWebhooksGroupArgs, opts?: pulumi.CustomResourceOptions) {
    const interviews = checkInterviews(name, args.interviews);
    const checked = { ...args, interviews };
    const { props, options } = prepareResource("InterviewWebhooksGroup", name, checked, interviews, opts);
    super(GROUP_RESOURCE_TYPE, name, props, options);
  }
}
