import { isDeepStrictEqual } from "node:util";
import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { CONFIG_NAMESPACE } from "./account";
import { readConfig, type Config, type ConfigResult } from "./config";
import { logToEngine } from "./engine-log";
import { ConfigurationError, InterviewNotFoundError, XobinError } from "./api/errors";
import { updateBody, deleteBody, partialDeleteBody, type RequestBody } from "./settings/request-body";
import { secretsOf } from "./settings/credentials";
import { checkSettings, type CheckFailure, type Settings } from "./settings/schema";
import { comparable, unconfirmedState, withSecretMarked, type State } from "./settings/state";

// One provider host serves one provider resource during one run of the engine, so what a module holds is of that run.

let configuration: ConfigResult | undefined;

/** What the running program declares, by interview: `check` sees every resource, changed or not. */
const declared = new Map<number, Settings>();

/**
 * The deletes that were sent, by interview. With `deleteBeforeReplace`, one may be on its way or through before the
 * resource that declares the interview from now on is looked at: that one then waits, sends its settings in any case, and
 * switches off what the delete left alone.
 */
const switchedOff = new Map<number, { settings: Settings; done: Promise<void> }>();

/** Takes the configuration over. No `await` may come first: the host calls the other functions without waiting for this one. */
// eslint-disable-next-line @typescript-eslint/require-await -- the host expects a promise
export async function configure(request: ConfigureRequest): Promise<void> {
  configuration = readConfig((key) => request.config.get(`${CONFIG_NAMESPACE}:${key}`), process.env);
}

/** Checks the inputs, fills in defaults, and adds the account that they are meant for, so that a preview shows a move between accounts. */
// eslint-disable-next-line @typescript-eslint/require-await -- the host expects a promise
export async function check(_olds: object, news: object): Promise<CheckResult> {
  const { __provider: _provider, ...inputs } = news as Partial<State>;
  const checked = checkSettings(inputs);
  const configured = currentConfiguration();
  if ("failures" in configured || "failures" in checked) {
    return { inputs: news, failures: [...failuresOf(configured), ...failuresOf(checked)] };
  }
  const { settings } = checked;
  declared.set(settings.aiInterviewId, settings);
  const { auth } = settings;
  return {
    inputs: {
      ...settings,
      // Whoever transforms a resource may set a credential that the class never saw.
      ...(auth && { auth: withSecretMarked(auth) }),
      account: configured.config.account,
    },
  };
}

/**
 * Tells no change, an update and a replacement apart. For an update, `changes` is left out: then the engine works out the
 * changed properties itself, and the preview shows them.
 */
// eslint-disable-next-line @typescript-eslint/require-await -- the host expects a promise
export async function diff(_id: string, olds: State, news: State): Promise<DiffResult> {
  const replaces = REPLACING.filter(
    (property) => olds[property] !== undefined && olds[property] !== news[property],
  );
  if (olds.unconfirmed || switchedOff.has(news.aiInterviewId)) {
    // The engine may see no changed property, and has to send the settings all the same.
    return { changes: true, replaces };
  }
  const same = replaces.length === 0 && isDeepStrictEqual(comparable(olds), comparable(news));
  return same ? { changes: false } : { replaces };
}

/** A change of these means another interview, so the settings of the one before have to be switched off. */
const REPLACING = ["aiInterviewId", "account"] as const;

/** Applies the settings to an interview, whatever it held before: creating is adopting. */
export async function create(inputs: State): Promise<CreateResult> {
  return { id: String(inputs.aiInterviewId), outs: await apply(undefined, inputs) };
}

/** Applies the settings, and switches off what left the program. */
export async function update(_id: string, olds: State, news: State): Promise<UpdateResult> {
  return { outs: await apply(olds, news) };
}

/** Returns what the state holds: the API has no way to ask it. */
// eslint-disable-next-line @typescript-eslint/require-await -- the host expects a promise
export async function read(id: string, props?: State): Promise<ReadResult> {
  return { id, props };
}

/** Switches the declared events off, unless the program declares the interview elsewhere: a delete never undoes a declaration. */
async function delete_(_id: string, props: State): Promise<void> {
  const { aiInterviewId, account } = props;
  const config = currentConfig();
  if (account !== undefined && account !== config.account) {
    await logToEngine(
      `Interview ${aiInterviewId}: nothing sent. It belongs to the account ${account}, and this configuration reaches ` +
        `${config.account}. If deliveries should end there, switch them off in the vendor's dashboard.`,
    );
    return;
  }
  const heir = declared.get(aiInterviewId);
  const body = heir ? partialDeleteBody(props, heir) : deleteBody(props);
  if (!body) {
    await logToEngine(`Interview ${aiInterviewId}: nothing sent. The program still declares its webhooks.`);
    return;
  }
  const done = switchOff(config, aiInterviewId, body, secretsIn(props, heir));
  switchedOff.set(aiInterviewId, { settings: props, done });
  await done;
}
export { delete_ as delete };

/** One path for create and update: the previous settings, the wanted ones, one PUT, the new state. */
async function apply(olds: State | undefined, wanted: State): Promise<State> {
  const deleted = switchedOff.get(wanted.aiInterviewId);
  // Should it have failed, the delete reports that itself.
  await deleted?.done.catch(() => undefined);
  const previous = { ...deleted?.settings, ...olds };
  try {
    await send(
      currentConfig(),
      wanted.aiInterviewId,
      updateBody(previous, wanted),
      secretsIn(deleted?.settings, olds, wanted),
    );
    return wanted;
  } catch (error) {
    if (error instanceof XobinError && error.unconfirmed) {
      // The shape in which the host passes a partial failure on: the engine keeps the properties and updates next time.
      throw Object.assign(error, {
        id: String(wanted.aiInterviewId),
        properties: unconfirmedState(previous, wanted),
        reasons: [error.message],
      });
    }
    throw error;
  }
}

/** An interview that is gone delivers nothing any more, which is what was asked for. */
async function switchOff(
  config: Config,
  aiInterviewId: number,
  body: RequestBody,
  secrets: string[],
): Promise<void> {
  try {
    await send(config, aiInterviewId, body, secrets);
  } catch (error) {
    if (!(error instanceof InterviewNotFoundError)) {
      throw error;
    }
  }
}

/** The secrets of what the API holds and of what it shall hold, whether the call matches them or not: it may repeat both. */
function secretsIn(...settings: (Settings | undefined)[]): string[] {
  return settings.flatMap((one) => secretsOf(one?.auth));
}

async function send(
  config: Config,
  aiInterviewId: number,
  body: RequestBody,
  secrets: string[],
): Promise<void> {
  // Loads the HTTP client on the first call, so that a preview does without it.
  const { putWebhooks } = require("./api/client") as typeof import("./api/client");
  await putWebhooks(config, { aiInterviewId, body, secrets });
}

function failuresOf(result: object): CheckFailure[] {
  return "failures" in result ? (result.failures as CheckFailure[]) : [];
}

function currentConfiguration(): ConfigResult {
  // Only an SDK older than the peer dependency allows leaves `configure` out.
  return (configuration ??= readConfig(() => undefined, process.env));
}

function currentConfig(): Config {
  const result = currentConfiguration();
  if ("failures" in result) {
    throw new ConfigurationError(result.failures.map(({ reason }) => reason).join("; "));
  }
  return result.config;
}
