import { missingResults } from "pulumi-xobin/results";

/** The ids of the results that did not arrive; those in `arrived` did. */
export async function findMissing({ apiKey, baseUrl, since, arrived }) {
  const ids = [];
  const has = (responseId) => arrived.includes(responseId);
  const options = { apiKey, baseUrl, aiInterviewIds: [206], since: new Date(since), has };
  for await (const event of missingResults(options)) {
    ids.push(event.response_id);
  }
  return ids;
}
