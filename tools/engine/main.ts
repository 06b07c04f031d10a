// Prints the engine's folder on stdout, and nothing else there.
import { findEngine } from "./index";
import { exitWith, print } from "../print";
import { report } from "./progress";

findEngine().then(({ binDir, version, origin }) => {
  report(`Pulumi ${version} (${origin})`);
  print(binDir);
}, exitWith);
