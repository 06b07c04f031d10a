/** Serves a bundled function with Google's Functions Framework, which Cloud Run functions start as well. */
process.argv.push("--target=receiver", `--source=${process.env.RECEIVER}`, `--port=${process.env.PORT}`);
await import(new URL("./node_modules/@google-cloud/functions-framework/build/src/main.js", import.meta.url));
