import { LocalWorkspace, type OpMap, type Stack } from "@pulumi/pulumi/automation";
import { InterviewWebhooks } from "pulumi-xobin";

/** What one interview's stack declares. */
export interface Interview {
  aiInterviewId: number;
  /** `/start` and `/submission` are put behind it. */
  receiverUrl: string;
  /** The value of the header X-Webhook-Key, which the receiver expects. */
  webhookKey: string;
}

/**
 * Makes what is declared hold.
 *
 * @returns how many resources were created, updated or left as they are
 */
export async function deploy(interview: Interview): Promise<OpMap> {
  const stack = await stackOf(interview.aiInterviewId, async () => {
    const { aiInterviewId, receiverUrl, webhookKey } = interview;
    new InterviewWebhooks("webhooks", {
      aiInterviewId,
      start: { url: `${receiverUrl}/start` },
      submission: { url: `${receiverUrl}/submission` },
      auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey } },
    });
  });
  const { summary } = await stack.up({ onOutput: (text) => process.stderr.write(text) });
  return summary.resourceChanges ?? {};
}

/** Switches the interview's events off, and removes its stack. */
export async function remove(aiInterviewId: number): Promise<void> {
  const stack = await stackOf(aiInterviewId, async () => {});
  await stack.destroy({ onOutput: (text) => process.stderr.write(text) });
  await stack.workspace.removeStack(stack.name);
}

function stackOf(aiInterviewId: number, program: () => Promise<void>): Promise<Stack> {
  return LocalWorkspace.createOrSelectStack(
    { stackName: `interview-${aiInterviewId}`, projectName: "xobin-automation", program },
    // Pulumi's engine loads pulumi-xobin from this folder.
    { workDir: __dirname },
  );
}
