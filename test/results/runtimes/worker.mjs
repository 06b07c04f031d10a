import { findMissing } from "./missing.mjs";

export default {
  fetch: async (request) => Response.json(await findMissing(await request.json())),
};
