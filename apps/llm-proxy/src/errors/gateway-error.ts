/** An answer that the gateway gives itself, in OpenAI's envelope. */
export interface GatewayErrorShape {
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly param: string | null;
  /** Sent as `retry-after` (seconds, rounded up) and `retry-after-ms`. */
  readonly retryAfterMs: number | null;
  /** Sent as `x-should-retry` when it is stated. */
  readonly shouldRetry: boolean | null;
}

/** Ends a request with an answer of the gateway's own; its message is safe to show. */
export class GatewayError extends Error implements GatewayErrorShape {
  override readonly name = "GatewayError";
  readonly status: number;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
  readonly retryAfterMs: number | null;
  readonly shouldRetry: boolean | null;

  constructor(
    shape: Partial<GatewayErrorShape> & Pick<GatewayErrorShape, "status" | "type" | "message">,
    cause?: unknown,
  ) {
    super(shape.message, cause === undefined ? undefined : { cause });
    this.status = shape.status;
    this.type = shape.type;
    this.code = shape.code ?? null;
    this.param = shape.param ?? null;
    this.retryAfterMs = shape.retryAfterMs ?? null;
    this.shouldRetry = shape.shouldRetry ?? null;
  }
}

/** The database or Redis can't answer, and policy says that the request may not go on without it. */
export const dependencyUnavailable = (name: string, cause?: unknown): GatewayError =>
  new GatewayError(
    {
      status: 503,
      type: "server_error",
      code: "dependency_unavailable",
      message: `The gateway can't reach its ${name} at the moment.`,
      retryAfterMs: 1000,
    },
    cause,
  );
