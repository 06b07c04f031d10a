export { awaitReceiver, ReceiverCheckError, type AwaitOptions } from "./await-receiver";
export { checkReceiver, responseText, type DeclaredReceiver, type Finding } from "./verify-receiver";
export { credentialHeaders, isOn } from "./credential-headers";
export { type Probe, type Problem } from "./problem";
export { REMEDIES } from "./remedies";
export { sendEvent, type OutgoingEvent, type ReceiverResponse } from "./send-event";
export { EVENT_NAMES, TEST_EVENT_HEADER, testEvent, type EventName } from "./test-event";
