/** What each host does with a delivery, for `answersTo`. */

export const CLOUDFLARE = `async ({ default: worker }, { headers, body }) => {
  const request = new Request("https://hooks.example.com/start", { method: "POST", headers, body });
  return (await worker.fetch(request, { WEBHOOK_KEY: process.env.WEBHOOK_KEY })).status;
}`;

export const LAMBDA = `async ({ handler }, { headers, body }) => {
  const event = { headers, body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
  return (await handler(event)).statusCode;
}`;

export const AZURE_FUNCTIONS = `async ({ handler }, { headers, body }) =>
  (await handler(new Request("https://app.example/api/xobin/start", { method: "POST", headers, body }))).status`;

/** The Functions Framework: Node.js' request with the body that it has read. */
export const CLOUD_RUN = `async ({ receiver }, { headers, body }) => {
  let status;
  const response = { writeHead: (code) => ((status = code), response), end: () => undefined };
  receiver({ headers, rawBody: Buffer.from(body) }, response);
  return status;
}`;

/** A server of its own, on the port that `PORT` names. */
export const CONTAINER = `async ({ default: { server } }, { headers, body }) => {
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  const url = "http://127.0.0.1:" + server.address().port + "/xobin/start";
  return (await fetch(url, { method: "POST", headers, body })).status;
}`;
