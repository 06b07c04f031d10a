import process from "node:process";
import { findMissing } from "./missing.mjs";

console.log(JSON.stringify(await findMissing(JSON.parse(process.argv[2]))));
