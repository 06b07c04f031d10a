export type { Delivery } from "./deliveries.js";
export type { Fault, FaultBody } from "./faults.js";
export { masked } from "./masking.js";
export type { RecordedRequest } from "./requests.js";
export { FAKE_API_KEY, type Sandbox, type SandboxOptions } from "./sandbox.js";
export { selfSigned } from "./self-signed.js";
export { startSandbox } from "./server.js";
export type { EventName, WebhookSettings } from "./validation.js";
