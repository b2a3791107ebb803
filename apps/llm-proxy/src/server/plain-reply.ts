import type { ServerResponse } from "node:http";
import type { GatewayErrorShape } from "../errors/gateway-error.js";

/** For answers that no framework makes. */
export function reply(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}

export const replyJson = (response: ServerResponse, status: number, body: unknown): void => {
  reply(response, status, "application/json", JSON.stringify(body));
};

/** OpenAI's envelope; all four fields are required by its schema (openai-openapi f85dbe2). */
export const errorEnvelope = (error: Pick<GatewayErrorShape, "message" | "type" | "param" | "code">): string =>
  JSON.stringify({ error: { message: error.message, type: error.type, param: error.param, code: error.code } });

export const replyError = (response: ServerResponse, error: GatewayErrorShape): void => {
  if (error.retryAfterMs !== null) {
    response.setHeader("retry-after", Math.ceil(error.retryAfterMs / 1000));
    response.setHeader("retry-after-ms", Math.ceil(error.retryAfterMs));
  }
  reply(response, error.status, "application/json", errorEnvelope(error));
};
