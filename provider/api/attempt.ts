import { readApiMessage } from "./api-message";
import type { ApiConfig, ApiText, Call } from "./call";
import type { AttemptFailure } from "./failure";
import { exchange, type HttpResponse } from "./http/exchange";

/** The result of one attempt, or how it failed. */
export type Outcome<Result> = { result: Result } | { failure: AttemptFailure };

export async function attempt<Result>(config: ApiConfig, call: Call<Result>): Promise<Outcome<Result>> {
  const { method, path, body, maxResponseBytes } = call;
  const response = await exchange({
    method,
    url: new URL(`${config.baseUrl}${path}`),
    headers: {
      apiKey: config.apiKey,
      Accept: "application/json",
      ...(body && { "Content-Type": "application/json" }),
    },
    body: body && JSON.stringify(body),
    proxy: config.proxy,
    timeoutMs: config.requestTimeout * 1000,
    maxBytes: maxResponseBytes,
  });
  return response.kind === "response"
    ? judge(response, call, withOwnSecrets(call.apiText, config))
    : { failure: response };
}

function judge<Result>(response: HttpResponse, call: Call<Result>, apiText: ApiText): Outcome<Result> {
  const { status, retryAfterMs, body, isTruncated } = response;
  const isSuccess = status >= 200 && status < 300;
  const json = isTruncated ? undefined : parseJson(body);
  const result = isSuccess ? call.parse(json, body) : undefined;
  if (result !== undefined) {
    return { result };
  }
  const message = readApiMessage(json, apiText);
  const isTooLong = isSuccess && isTruncated;
  const apiMessage = isTooLong ? `more than ${sizeText(call.maxResponseBytes)}` : message.apiMessage;
  return { failure: { kind: "status", status, retryAfterMs, ...message, apiMessage } };
}

function sizeText(bytes: number): string {
  const kib = bytes / 1024;
  return kib < 1024 ? `${kib} KiB` : `${kib / 1024} MiB`;
}

const decoder = new TextDecoder();

function parseJson(body: Buffer): unknown {
  try {
    // Without a byte order mark, which `JSON.parse` refuses.
    return JSON.parse(decoder.decode(body));
  } catch {
    return undefined;
  }
}

function withOwnSecrets(apiText: ApiText, { apiKey, proxy }: ApiConfig): ApiText {
  const password = proxy ? [decodeURIComponent(proxy.url.password)] : [];
  return "secrets" in apiText ? { secrets: [apiKey, ...password, ...apiText.secrets] } : apiText;
}
