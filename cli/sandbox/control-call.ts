import { Option } from "commander";
import { UsageError } from "../usage-error";

/** `--sandbox`: the sandbox that a command controls. */
export function sandboxOption(): Option {
  return new Option("--sandbox <url>", "the sandbox, as it printed its URL")
    .argParser(sandboxUrl)
    .default("http://127.0.0.1:4020");
}

function sandboxUrl(text: string): string {
  if (/^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : "")) {
    return text;
  }
  throw new UsageError("--sandbox must be a URL such as http://127.0.0.1:4020.");
}

/**
 * Makes a call of a running sandbox itself.
 *
 * @throws UsageError with the sandbox's reason, Error with what to do where there is no sandbox
 */
export async function callSandbox<T>(
  sandbox: string,
  method: "POST" | "DELETE",
  name: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(new URL(`/sandbox/${name}`, sandbox), {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(
      `No sandbox at ${sandbox}. Start one with "npx pulumi-xobin sandbox", or name another with --sandbox.`,
    );
  }
  const result: unknown = await response.json().catch(() => undefined);
  if (typeof result !== "object" || result === null || Array.isArray(result)) {
    throw new Error(`At ${sandbox} is another server than a sandbox. Name the sandbox's URL with --sandbox.`);
  }
  if (!response.ok) {
    const { error = `HTTP ${response.status}` } = result as { error?: string };
    const ErrorClass = response.status === 400 ? UsageError : Error;
    throw new ErrorClass(`The sandbox refused: ${error}`);
  }
  return result as T;
}
