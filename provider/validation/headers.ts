/** Headers that do not arrive as they were configured. */
const RESERVED_HEADERS: readonly RegExp[] = [
  // Frame the message or belong to one connection, so that each hop handles them itself (RFC 9110, 7.6.1; RFC 9112, 6).
  /^(connection|expect|host|http2-settings|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/,
  // Describe the body; the sender's HTTP library derives them from it.
  /^(content-.*|digest|repr-digest|want-.*)$/,
  // Set by HTTP libraries on their own, or kept from programs by them (the Fetch standard's forbidden request headers).
  /^(accept|accept-.*|access-control-.*|cookie2?|date|dnt|origin|priority|referer|sec-.*|set-cookie2?|upgrade-insecure-requests|user-agent)$/,
  // Make a cache or a server handle the request differently: as conditional, as partial, or by another method.
  /^(cache-control|early-data|if-.*|max-forwards|pragma|range|x-http-method(-override)?|x-method-override)$/,
  // Identify the caller; proxies and load balancers set or strip them, so that a caller cannot forge them.
  /^(cdn-loop|client-ip|forwarded|front-end-https|true-client-ip|via|x-client-ip|x-cluster-client-ip|x-forwarded(-.*)?|x-original-.*|x-real-ip|x-rewrite-url)$/,
  // Set by tracing in libraries and proxies.
  /^(b3|baggage|traceparent|tracestate|x-b3-.*|x-cloud-trace-context|x-datadog-.*|x-request-id)$/,
  // Set or stripped by one cloud's front end. The credentials that such a front end reads itself stay allowed: `CF-Access-…`,
  // `X-Functions-Key`, `X-Goog-Api-Key`, `X-Vercel-Protection-Bypass`.
  /^(cf-(?!access-).*|fastly-.*|fly-.*|x-amz-.*|x-amzn-.*|x-appengine-.*|x-arr-.*|x-azure-.*|x-envoy-.*|x-fd-.*|x-goog-(authenticated|iap)-.*|x-ms-(client-principal|token)-.*|x-ms-client-principal|x-nf-.*|x-vercel-(forwarded|ip)-.*|x-vercel-id)$/,
];

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/;

/** Describes a defect of the name of a header that carries a credential; `undefined` when there is none. */
export function headerNameProblem(name: string): string | undefined {
  if (!TOKEN.test(name)) {
    return 'must be an HTTP header name (letters, digits and !#$%&\'*+-.^_`|~), such as "X-Webhook-Key"';
  }
  if (/^x-xobin-(test-event|recovered)$/i.test(name)) {
    return `must not be ${name}, which marks events that this package sends: choose a name of your own, such as "X-Webhook-Key"`;
  }
  return RESERVED_HEADERS.some((reserved) => reserved.test(name.toLowerCase()))
    ? `must not be ${name}, which HTTP libraries or proxies set, change or drop: choose a name of your own, such as "X-Webhook-Key"`
    : undefined;
}

/** Describes a defect of a header's value; `undefined` when there is none. Never echoes the value. */
export function headerValueProblem(value: string): string | undefined {
  if (value === "") {
    return "must not be empty";
  }
  if (/^\s|\s$/.test(value)) {
    return "must not start or end with a space or line break: HTTP drops them";
  }
  // Latin-1 is legal in a header's value, but receivers disagree on how to read it (RFC 9110, section 5.5).
  return /[^\u0020-\u007e]/.test(value)
    ? "must be printable ASCII, without line breaks or other control characters: receivers read other characters differently"
    : undefined;
}
