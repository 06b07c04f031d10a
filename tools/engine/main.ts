import { findEngine } from "./index";

findEngine().then(
  (engine) => {
    console.error(`engine: pulumi ${engine.version} (${engine.origin})`);
    console.log(engine.binDir);
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
