import { WorkersCustomDomain, WorkersScript } from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

/** What an {@link InterviewReceiver} needs to know. */
export interface InterviewReceiverArgs {
  /** The interview, by the number that the vendor's dashboard shows. */
  aiInterviewId: pulumi.Input<number>;
  /** The Cloudflare account. */
  accountId: pulumi.Input<string>;
  /** The zone that `hostname` belongs to. */
  zoneId: pulumi.Input<string>;
  /** Where the receiver is to be. */
  hostname: pulumi.Input<string>;
  /**
   * Any values; when one of them changes, the credential is generated anew, in the receiver and in the interview.
   *
   * @default {}
   */
  rotation?: Record<string, string>;
}

/** An interview's webhooks, the Worker that receives its events, and a credential that nobody else has ever seen. */
export class InterviewReceiver extends pulumi.ComponentResource {
  /** Where the interview sends its events, each below it. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: InterviewReceiverArgs, opts?: pulumi.ComponentResourceOptions) {
    super("xobin-example:index:InterviewReceiver", name, {}, opts);
    const { aiInterviewId, accountId, zoneId, hostname } = args;
    const parent = { parent: this };

    const webhookKey = new RandomPassword(
      name,
      { length: 48, special: false, ...(args.rotation && { keepers: args.rotation }) },
      parent,
    );
    const worker = new WorkersScript(
      name,
      {
        accountId,
        // The name of a Worker is unique in its account, so that two stacks need two.
        scriptName: pulumi.output(hostname).apply((host) => host.replaceAll(".", "-")),
        mainModule: "receiver.mjs",
        content: bundle(),
        compatibilityDate: "2026-01-01",
        compatibilityFlags: ["nodejs_compat"],
        bindings: [{ type: "secret_text", name: "WEBHOOK_KEY", text: webhookKey.result }],
      },
      parent,
    );
    const domain = new WorkersCustomDomain(
      name,
      { accountId, zoneId, hostname, service: worker.scriptName },
      parent,
    );
    this.url = pulumi.interpolate`https://${domain.hostname}`;
    new InterviewWebhooks(
      name,
      {
        aiInterviewId,
        start: { url: pulumi.interpolate`${this.url}/start` },
        submission: { url: pulumi.interpolate`${this.url}/submission` },
        auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
      },
      parent,
    );
    this.registerOutputs({ url: this.url });
  }
}
