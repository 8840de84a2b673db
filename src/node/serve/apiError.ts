interface ApiErrorDetails {
  /** `invalid_request_error` unless said otherwise. */
  readonly type?: string;
  /** The parameter's path in the request, such as `grader.graders.exact.source`. */
  readonly param?: string;
  readonly code?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer other than a result, in the API's envelope (facts.md "HTTP errors"). */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: ApiErrorDetails = {},
  ) {
    super(message);
  }

  /** The body that clients read `param` and `code` from. */
  envelope(): string {
    const { type = "invalid_request_error", param = null, code = null } = this.details;
    return JSON.stringify({ error: { message: this.message, type, param, code } });
  }
}

/** The API's 400. */
export function badRequest(message: string, details: { param?: string; code?: string } = {}): ApiError {
  return new ApiError(400, message, details);
}

/** A fault of the server's side; clients repeat such requests unless they are told not to. */
export function serverError(status: number, message: string, code: string, retry: boolean): ApiError {
  const headers = { "x-should-retry": String(retry) };
  return new ApiError(status, message, { type: "server_error", code, headers });
}
