// Prints the folder of the engine on stdout, and nothing else there.
import { findEngine } from "./index";
import { say } from "./progress";

findEngine().then(
  ({ binDir, version, origin }) => {
    say(`Pulumi ${version} (${origin})`);
    console.log(binDir);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
