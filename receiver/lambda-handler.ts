import { bytesOfBinary } from "./binary-string";
import { bodyTooLarge } from "./body";
import { notAnEvent } from "./errors";
import { handleDelivery } from "./handle-delivery";
import type { HandlerOptions } from "./handler-options";

/**
 * An HTTP event of AWS Lambda, as far as a handler needs it: of a function URL, of API Gateway (HTTP and REST APIs, so payload format
 * 2.0 and 1.0), or of an Application Load Balancer.
 */
export interface LambdaHttpEvent {
  /** The method, in payload format 1.0 and from a load balancer. */
  readonly httpMethod?: string | undefined;
  /** Where the event comes from. */
  readonly requestContext?: {
    /** The request's first line, with its method, in payload format 2.0. */
    readonly http?: Readonly<Record<"method", string>> | undefined;
    /** The method once more, in payload format 1.0. It is not read. */
    readonly httpMethod?: string | undefined;
    /** The load balancer that sent the event. It is not read. */
    readonly elb?: unknown;
  };
  /** The headers; of a repeated one, format 1.0 keeps the last value here. */
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** Every value of each header, in payload format 1.0. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
  /** The body: text, or bytes in base64. */
  readonly body?: string | null | undefined;
  /** Whether `body` is base64. */
  readonly isBase64Encoded?: boolean | undefined;
}

/** A response that every HTTP trigger of AWS Lambda takes. */
export interface LambdaHttpResponse {
  /** The status code. */
  statusCode: number;
  /** The headers. */
  headers: Record<string, string>;
  /** The same again for an event that came with `multiValueHeaders`: some load balancers read nothing else. */
  multiValueHeaders?: Record<string, string[]>;
  /** The body, as text. */
  body: string;
  /** Whether `body` is base64: never. */
  isBase64Encoded: false;
}

/**
 * A receiver for AWS Lambda, behind a function URL, API Gateway or a load balancer. It responds as `createWebHandler` does.
 *
 * @example A function URL
 * ```ts
 * import { createLambdaHandler } from "pulumi-xobin/receiver";
 *
 * export const handler = createLambdaHandler({
 *   auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.WEBHOOK_KEY! } },
 *   onSubmission: (event) => console.log(event.response_id, event.score),
 * });
 * ```
 *
 * @returns a function that rejects with a TypeError for an event that is not an HTTP request, and never otherwise
 */
export function createLambdaHandler(options: HandlerOptions) {
  return async (event: LambdaHttpEvent): Promise<LambdaHttpResponse> => {
    const method = methodOf(event);
    const hasMultiValueHeaders = Object.keys(event.multiValueHeaders ?? {}).length > 0;
    const { status, headers, text } = await handleDelivery(options, () => ({
      method,
      headers: hasMultiValueHeaders ? event.multiValueHeaders : event.headers,
      readBody: (maxBytes) => readBody(event, maxBytes),
    }));
    const lists = Object.entries(headers).map(([name, value]): [string, string[]] => [name, [value]]);
    return {
      statusCode: status,
      headers,
      ...(hasMultiValueHeaders && { multiValueHeaders: Object.fromEntries(lists) }),
      body: text,
      isBase64Encoded: false,
    };
  };
}

/** @throws TypeError for an event that no HTTP trigger makes, such as one written by hand in the console */
function methodOf({ httpMethod, requestContext, headers, multiValueHeaders, body }: LambdaHttpEvent): string {
  const method = requestContext?.http?.method ?? httpMethod;
  if (method === undefined) {
    throw new TypeError(
      "Not an HTTP event: invoke this function by a function URL, API Gateway or a load balancer",
    );
  }
  if (headers === undefined && multiValueHeaders === undefined) {
    throw new TypeError(
      "The event has no headers: give it the credential's header, as docs/receivers.md shows",
    );
  }
  if (typeof (body ?? "") !== "string") {
    throw new TypeError(
      "The event's body is an object: write it as text, as HTTP triggers do. docs/receivers.md shows an event",
    );
  }
  return method;
}

function readBody({ body, isBase64Encoded }: LambdaHttpEvent, maxBytes: number): Uint8Array {
  const bytes = isBase64Encoded ? decodeBase64(body ?? "") : new TextEncoder().encode(body ?? "");
  if (bytes.byteLength > maxBytes) {
    throw bodyTooLarge(maxBytes);
  }
  return bytes;
}

function decodeBase64(base64: string): Uint8Array {
  try {
    return bytesOfBinary(atob(base64));
  } catch {
    throw notAnEvent("the body is not base64, as isBase64Encoded says");
  }
}
