/** Runs a bundled server, as its container does. */
await import(process.env.RECEIVER);
