import { createServer, type RequestListener, type Server } from "node:http";
import type { Socket } from "node:net";
import { errorEnvelope } from "./plain-reply.js";

/** Bounds against callers that are slow, endless or broken. */
export interface HttpServerSettings {
  readonly maxHeaderBytes: number;
  readonly maxConnections: number;
  /** For the head of a request. */
  readonly headersTimeoutMs: number;
  /** For what follows it. */
  readonly receiveTimeoutMs: number;
  /** Must outlast the load balancer's idle timeout. */
  readonly keepAliveTimeoutMs: number;
}

/** Overdue connections are looked for that often: Node's own 30 s would let a slow caller stay half a minute longer. */
const CHECK_INTERVAL_MS = 2000;

export function createHttpServer(settings: HttpServerSettings, listener: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: settings.maxHeaderBytes,
      headersTimeout: settings.headersTimeoutMs,
      // Node counts it from the first byte of the head; the data plane answers a slow body before, with its own clock.
      requestTimeout: settings.headersTimeoutMs + settings.receiveTimeoutMs,
      keepAliveTimeout: settings.keepAliveTimeoutMs,
      connectionsCheckingInterval: CHECK_INTERVAL_MS,
    },
    listener,
  );
  server.maxConnections = settings.maxConnections;
  server.on("clientError", answerBrokenRequest);
  return server;
}

const BROKEN = {
  badRequest: { status: "400 Bad Request", code: "bad_request", message: "The request is no valid HTTP." },
  headersTooLarge: {
    status: "431 Request Header Fields Too Large",
    code: "headers_too_large",
    message: "The request's headers are larger than this gateway takes.",
  },
  timeout: {
    status: "408 Request Timeout",
    code: "request_timeout",
    message: "The request did not arrive in time.",
  },
} as const;

/** Node's parser gave up: there is no request and no response, only the socket. */
function answerBrokenRequest(error: Error & { readonly code?: string }, socket: NodeJS.WritableStream): void {
  const stream = asSocket(socket);
  if (stream === null || stream.destroyed || error.code === "ECONNRESET" || !stream.writable) {
    stream?.destroy();
    return;
  }
  const { status, code, message } = BROKEN[kindOf(error.code)];
  const body = errorEnvelope({ message, type: "invalid_request_error", param: null, code });
  const head = [
    `HTTP/1.1 ${status}`,
    "content-type: application/json",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  // Destroyed once the answer is out: a sender that goes on would else hold the socket.
  stream.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => stream.destroy());
}

function kindOf(code: string | undefined): keyof typeof BROKEN {
  if (code === "HPE_HEADER_OVERFLOW" || code === "HPE_CHUNK_EXTENSIONS_OVERFLOW") return "headersTooLarge";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "timeout" : "badRequest";
}

const asSocket = (stream: unknown): Socket | null => (isSocket(stream) ? stream : null);

const isSocket = (stream: unknown): stream is Socket =>
  typeof stream === "object" && stream !== null && "destroy" in stream && "writable" in stream;
