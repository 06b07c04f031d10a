/** A credential that no example holds by itself. */
export const WEBHOOK_KEY = "canary-webhook-key";
