import type { FastifyReply, FastifyRequest } from "fastify";
import { dependencyUnavailable, GatewayError } from "../errors/gateway-error.js";
import { isDatabaseAway } from "../state/is-database-away.js";

/** Turns whatever was thrown into an answer that is safe to show. */
export function toGatewayError(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  if (isDatabaseAway(error)) return dependencyUnavailable("database", error);
  switch (statusOf(error)) {
    case 400:
      return invalid(400, null, "The body is no valid JSON.", error);
    case 413:
      return invalid(413, "request_too_large", "The body is too large.", error);
    case 415:
      return invalid(
        415,
        "unsupported_media_type",
        "The body must be JSON, with content-type: application/json.",
        error,
      );
    default:
      return new GatewayError(
        {
          status: 500,
          type: "server_error",
          code: "internal_error",
          message: "The gateway made a mistake; its log tells more.",
        },
        error,
      );
  }
}

/** Sends OpenAI's envelope. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: GatewayError): void {
  if (error.status >= 500) {
    // The cause's message only: a database's error may carry the row's values in other fields.
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    request.log.error({ code: error.code, cause }, error.message);
  }
  if (error.retryAfterMs !== null) {
    reply.header("retry-after", Math.ceil(error.retryAfterMs / 1000));
    reply.header("retry-after-ms", Math.ceil(error.retryAfterMs));
  }
  if (error.status === 401) reply.header("www-authenticate", "Bearer");
  const { message, type, param, code } = error;
  void reply.status(error.status).send({ error: { message, type, param, code } });
}

const statusOf = (error: unknown): number =>
  error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : 500;

const invalid = (status: number, code: string | null, message: string, cause: unknown): GatewayError =>
  new GatewayError({ status, type: "invalid_request_error", code, message }, cause);
