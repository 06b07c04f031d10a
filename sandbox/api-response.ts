/** A response of the API; `body` is sent as JSON unless it is a string. */
export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An error response in the form that is documented for neighbouring endpoints. */
export function errorResponse(status: number, error: string): ApiResponse {
  return { status, body: { error } };
}
