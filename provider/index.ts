export { Provider, type ProviderArgs } from "./explicit-provider";
export {
  InterviewWebhooks,
  type ApiKeyAuthArgs,
  type BasicAuthArgs,
  type InterviewWebhooksArgs,
  type WebhookArgs,
} from "./interview-webhooks";
