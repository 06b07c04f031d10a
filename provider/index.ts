export { Provider, type ProviderArgs } from "./program/provider-resource";
export {
  InterviewWebhooks,
  type ApiKeyAuthArgs,
  type BasicAuthArgs,
  type InterviewWebhooksArgs,
  type WebhookArgs,
} from "./interview-webhooks";
