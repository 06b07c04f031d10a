import { callLine } from "./call-line";
import { HELP, optionsFrom } from "./options";
import { FAKE_API_KEY, type Sandbox } from "./sandbox";
import { startSandbox } from "./server";

async function main(): Promise<void> {
  const options = optionsFrom(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(HELP);
    return;
  }
  const sandbox = await startSandbox({
    ...options,
    onRequest: (request) => {
      print(`${new Date(request.at).toTimeString().slice(0, 8)}  ${callLine(request)}`);
    },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void sandbox.close().then(() => {
        print("The sandbox has stopped.");
      });
    });
  }
  print(introduction(sandbox));
}

function introduction({ url, apiKey }: Sandbox): string {
  const control = url.replace(/\/api\/v2$/, "/sandbox/");
  // A key of the user's own is not repeated; without a value, Pulumi asks for it.
  const given = apiKey === FAKE_API_KEY ? ` ${apiKey}` : "    (asks for it: the one given as --api-key)";
  return `The sandbox stands in for the Xobin API. Point a stack at it:
  pulumi config set xobin:baseUrl ${url}
  pulumi config set --secret xobin:apiKey${given}
Ask it and make it fail under ${control} (--help says how). Ctrl+C stops it.`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? explained(error) : "The sandbox could not start."}\n`);
  process.exitCode = 1;
});

function explained(error: Error): string {
  const taken = "code" in error && error.code === "EADDRINUSE";
  return taken ? "The port is in use. Choose another with --port, or 0 for any free one." : error.message;
}
