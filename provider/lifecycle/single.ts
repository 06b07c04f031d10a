import type { DiffResult } from "@pulumi/pulumi/dynamic";
import { checkSettings } from "../settings/schema";
import {
  appliedOutputs,
  hasSameSettings,
  unconfirmedOutputs,
  withOldCredential,
  type Inputs,
  type Outputs,
} from "../settings/state";
import { checkInputs, oldInputsOf } from "./check";
import type { Host, Lifecycle } from "./host";
import { disableInterview, otherAccountMessage, putInterview } from "./interview";
import { asksToVerify, verifyReceivers } from "./verify-receivers";

export function singleLifecycle(host: Host): Lifecycle<Inputs, Outputs> {
  return {
    check: (olds, news) =>
      checkInputs(host, olds, news, checkSettings, ({ aiInterviewId }) => ({
        identity: aiInterviewId,
        interviews: [{ aiInterviewId }],
        subject: `Interview ${aiInterviewId}`,
      })),
    diff: (_id, olds, news) => Promise.resolve(diff(host, olds, news)),
    create: async (inputs) => ({
      id: String(inputs.aiInterviewId),
      outs: await apply(host, undefined, inputs),
    }),
    read: (id, props) => Promise.resolve({ id, props }),
    update: async (_id, olds, news) => ({ outs: await apply(host, olds, news) }),
    delete: (_id, props) => disable(host, props),
  };
}

/** A change of these means another interview, so the settings of the one before have to be switched off. */
const REPLACING = ["aiInterviewId", "account"] as const;

function diff(host: Host, olds: Outputs, news: Inputs): DiffResult {
  const replaces = REPLACING.filter(
    (property) => olds[property] !== undefined && olds[property] !== news[property],
  );
  if (isUncertain(host, olds, news)) {
    // The engine may see no changed property, and has to send the settings all the same.
    return { changes: true, replaces };
  }
  const old = oldInputsOf(news.account, news.aiInterviewId);
  const isUnchanged = replaces.length === 0 && hasSameSettings(olds, news, old) && !asksToVerify(old, news);
  // Without `changes`, the engine works out the changed properties itself, and the preview shows them.
  return isUnchanged ? { changes: false } : { replaces };
}

/** Whether the API may hold other settings than the state, so that they have to be sent again. */
function isUncertain(host: Host, { unconfirmed = false }: Outputs, news: Inputs): boolean {
  return unconfirmed || host.run().deletedAmong(news.account, [news.aiInterviewId]).size > 0;
}

/** One path for create and update: the applied settings, the wanted ones, at most one PUT, the new outputs. */
async function apply(host: Host, olds: Outputs | undefined, wanted: Inputs): Promise<Outputs> {
  const { aiInterviewId } = wanted;
  const old = olds && oldInputsOf(wanted.account, aiInterviewId);
  const hasToSend = () => !olds || isUncertain(host, olds, wanted) || !hasSameSettings(olds, wanted, old);
  // First of all, since it may take a minute, and a delete in another host may end meanwhile.
  if (hasToSend() || asksToVerify(old, wanted)) {
    await verifyReceivers(host, wanted, aiInterviewId, `Interview ${aiInterviewId}`);
  }
  if (!hasToSend()) {
    return appliedOutputs(wanted);
  }
  const applied = olds ? withOldCredential(olds, old?.auth) : {};
  const { error, pending = {} } = await putInterview(host, { aiInterviewId, applied }, wanted, true);
  if (error === undefined) {
    return appliedOutputs(wanted);
  }
  if (!error.unconfirmed) {
    throw error;
  }
  // The shape in which the host passes a partial failure on: the engine keeps the properties and updates next time.
  const properties = unconfirmedOutputs(pending, wanted);
  throw Object.assign(error, { id: String(aiInterviewId), properties, reasons: [error.message] });
}

/** Says in one line where nothing was switched off. */
async function disable(host: Host, props: Outputs): Promise<void> {
  const { aiInterviewId, account } = props;
  const subject = `Interview ${aiInterviewId}`;
  const message = otherAccountMessage(host, subject, account);
  if (message !== undefined) {
    await host.log(message);
    return;
  }
  const interview = { aiInterviewId, applied: props };
  const { kept, error } = await disableInterview(host, interview, "checked");
  if (error) {
    throw error;
  }
  if (kept) {
    await host.log(`${subject}: ${kept}`);
  }
}
