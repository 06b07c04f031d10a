export { InterviewWebhooksGroup, type InterviewWebhooksGroupArgs } from "./interview-webhooks-group";
export { Provider, type ProviderArgs } from "./program/provider-resource";
export {
  InterviewWebhooks,
  type ApiKeyAuth,
  type ApiKeyAuthArgs,
  type BasicAuth,
  type BasicAuthArgs,
  type InterviewWebhooksArgs,
  type WebhookArgs,
} from "./interview-webhooks";
