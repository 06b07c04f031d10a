import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks, Provider } from "pulumi-xobin";

/** One account in a stack's file: the numbers of its interviews, by the name of the resource. */
interface Account {
  interviews: Record<string, number>;
}

const config = new pulumi.Config();
const receiverUrl = config.require("receiverUrl");
const accounts = config.requireObject<Record<string, Account>>("accounts");

for (const [account, { interviews }] of Object.entries(accounts)) {
  // The provider's process finds the account's key as XOBIN_API_KEY. As an argument, it would be among the provider's outputs, which
  // `pulumi up --json` and `-v=9` print in clear.
  const envVarMappings = { [apiKeyVariable(account)]: "XOBIN_API_KEY" };
  const provider = new Provider(account, { account }, { envVarMappings });
  const auth = {
    type: "apikey" as const,
    apikey: { key: "X-Webhook-Key", value: webhookKeyOf(account) },
  };
  for (const [name, aiInterviewId] of Object.entries(interviews)) {
    const submission = { url: `${receiverUrl}/${account}/submission` };
    // A component that declares interviews takes the Provider as an argument and gives it to them alone, as here: as the component's
    // own option, it would serve the dynamic resources of other packages in the component as well.
    new InterviewWebhooks(`${account}-${name}`, { aiInterviewId, submission, auth }, { provider });
  }
}

/** The receiver's stack reads an account's credential from here, with a StackReference. */
export const webhookKeys = pulumi.secret(
  Object.fromEntries(Object.keys(accounts).map((account) => [account, webhookKeyOf(account)])),
);

/** The environment variable with an account's API key, such as XOBIN_API_KEY_EMEA. */
function apiKeyVariable(account: string): string {
  const variable = `XOBIN_API_KEY_${account.toUpperCase().replace(/[^A-Z0-9]/g, "_")}`;
  // Without it, the provider would take XOBIN_API_KEY, which may be the key of another account.
  if (!process.env[variable]) {
    throw new pulumi.RunError(`${variable} is required: the API key of the account ${account}`);
  }
  return variable;
}

/** The credential that deliveries of an account carry. No two accounts share one. */
function webhookKeyOf(account: string): pulumi.Output<string> {
  return config.requireSecretObject<Record<string, string>>("webhookKeys").apply((webhookKeys) => {
    const webhookKey = webhookKeys[account];
    if (!webhookKey) {
      throw new pulumi.RunError(
        `webhookKeys.${account} is required: pulumi config set --secret --path 'webhookKeys.${account}' <value>`,
      );
    }
    return webhookKey;
  });
}
