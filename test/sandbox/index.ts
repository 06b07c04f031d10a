export type { Delivery } from "./deliveries.js";
export type { Fault } from "./faults.js";
export type { RecordedRequest } from "./requests.js";
export { FAKE_API_KEY, startSandbox, type Sandbox, type SandboxOptions } from "./server.js";
export type { EventName, WebhookSettings } from "./validation.js";
