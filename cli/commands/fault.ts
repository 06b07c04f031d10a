import { Argument, type Command } from "commander";
import { print } from "../output/print";
import { callSandbox, sandboxOption } from "../sandbox/control-call";
import { UsageError } from "../usage-error";

interface Options {
  readonly clear?: boolean;
  readonly sandbox: string;
}

/** `fault`: a failure of the sandbox. */
export function addFault(program: Command): void {
  program
    .command("fault")
    .description("make the next calls of the sandbox's API fail")
    .addArgument(new Argument("[fields...]", "the fault, as name=value"))
    .option("--clear", "no more faults")
    .addOption(sandboxOption())
    .addHelpText(
      "after",
      `
Examples:
  $ npx pulumi-xobin fault status=503 times=2
  $ npx pulumi-xobin fault status=429 headers.Retry-After=7
  $ npx pulumi-xobin fault hang=true aiInterviewId=206
  $ npx pulumi-xobin fault status=500 path=/ai-interviews/report/6726
  $ npx pulumi-xobin fault drop=after times=always probability=0.1
  $ npx pulumi-xobin fault --clear

A fault affects the first call that it is for, or as many as "times" says:
  status         status code of the response
  body           its body: JSON, or another text as it is
  headers.<name> a header of it
  redirect       a redirect to this URL
  delayMs        milliseconds until the response
  hang           no response, the connection stays open
  drop           no response, the connection is reset: before or after the change
  slowDrip       the body comes byte by byte, with so many milliseconds in between
  truncate       half of the body, then the end of the connection
  hugeBody       so many bytes of blanks after the body
  times          number of calls, or always
  path           only calls below this path
  aiInterviewId  only calls for this interview
  probability    only some calls, from 0 to 1; seed makes them the same ones each time
  apply          whether an update is applied in spite of the fault`,
    )
    .action(run);
}

async function run(fields: readonly string[], { clear, sandbox }: Options): Promise<void> {
  if ((clear ?? false) === fields.length > 0) {
    throw new UsageError("fault takes either fields, such as status=503, or --clear.");
  }
  if (clear) {
    await callSandbox(sandbox, "DELETE", "fault");
    print("No more faults.");
  } else {
    await callSandbox(sandbox, "POST", "fault", faultOf(fields)).catch((error: unknown) => {
      throw error instanceof UsageError
        ? new UsageError(`${error.message}. fault --help has the fields.`)
        : error;
    });
    print(`Queued: ${fields.join(" ")}`);
  }
}

function faultOf(fields: readonly string[]): Record<string, unknown> {
  const fault: Record<string, unknown> = {};
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const [, name = "", text = ""] = /^([^=]+)=(.*)$/s.exec(field) ?? [];
    if (name === "") {
      throw new UsageError("Each field of a fault is name=value, such as status=503.");
    }
    if (name.startsWith("headers.")) {
      headers[name.slice("headers.".length)] = text;
    } else {
      fault[name] = parseValue(text);
    }
  }
  return { ...fault, ...(Object.keys(headers).length > 0 && { headers }) };
}

/** What JSON does not know is a text, so that no shell's quotes are needed. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
