export type { DeliverOptions, Delivery } from "./deliveries";
export type { Fault, FaultBody } from "./faults";
export type { Invitation, InviteOptions } from "./invitations";
export { masked } from "./masking";
export type { RecordedRequest } from "./requests";
export { FAKE_API_KEY, type Sandbox, type SandboxOptions } from "./sandbox";
export { selfSigned } from "./self-signed";
export { startSandbox } from "./server";
export type { EventName, WebhookSettings } from "./validation";
