import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks, Provider } from "pulumi-xobin";

/** What a stack's file says of one account: its interviews' numbers, by the name of the resource. */
interface Account {
  interviews: Record<string, number>;
}

const config = new pulumi.Config();
const receiverUrl = config.require("receiverUrl");
const accounts = config.requireObject<Record<string, Account>>("accounts");

for (const [account, { interviews }] of Object.entries(accounts)) {
  const provider = new Provider(account, { account, apiKey: secretOf("apiKeys", account) });
  const auth = {
    type: "apikey" as const,
    apikey: { key: "X-Webhook-Key", value: secretOf("webhookKeys", account) },
  };
  for (const [name, aiInterviewId] of Object.entries(interviews)) {
    const submission = { url: `${receiverUrl}/${account}/submission` };
    new InterviewWebhooks(`${account}-${name}`, { aiInterviewId, submission, auth }, { provider });
  }
}

/** The receiver takes an account's credential from here, by a StackReference. */
export const webhookKeys = pulumi.secret(
  Object.fromEntries(Object.keys(accounts).map((account) => [account, secretOf("webhookKeys", account)])),
);

/** A secret of one account, which no account shares with another. */
function secretOf(key: "apiKeys" | "webhookKeys", account: string): pulumi.Output<string> {
  return config.requireSecretObject<Record<string, string>>(key).apply((secrets) => {
    const secret = secrets[account];
    if (!secret) {
      throw new pulumi.RunError(
        `${key}.${account} is required: pulumi config set --secret --path '${key}.${account}' <value>`,
      );
    }
    return secret;
  });
}
