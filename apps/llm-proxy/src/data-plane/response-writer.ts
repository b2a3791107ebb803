import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { CachedResponse } from "../cache/response-cache.js";
import type { GatewayError } from "../errors/gateway-error.js";
import type { LimitState } from "../limits/limiter.js";
import { hundredths } from "../telemetry/fixed-point.js";
import type { AnswerHead } from "../upstream/caller.js";
import { pushCacheHeaders, type CacheResult } from "./cache-use.js";
import { pushCrossOriginHeaders, type CrossOrigin } from "./cross-origin.js";
import { errorEnvelope, errorEvent, pushErrorHeaders } from "./error-envelope.js";
import { pushRateLimitHeaders } from "./rate-limit-headers.js";
import { pushAnswerHeaders } from "./travelling-headers.js";

/** What the gateway adds to every answer. */
export interface OwnHeaders {
  readonly requestId: string;
  readonly clientRequestId: string | null;
  readonly traceparent: string | null;
  /** `null`: no page may call, and answers are the same for all. */
  readonly crossOrigin: CrossOrigin | null;
  limits: LimitState | null;
  /** `null`: there is no cache. */
  cache: CacheResult | null;
  closes: boolean;
}

export interface Served {
  readonly attempts: number;
  readonly gatewayMs: number;
  readonly upstreamMs: number;
}

/** Writes one response: heads, bodies, streams, errors. */
export class ResponseWriter {
  readonly own: OwnHeaders;
  /** Of the status line that was sent; `null`: none yet. */
  status: number | null = null;
  isStream = false;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  #hasWritten = false;

  constructor(request: IncomingMessage, response: ServerResponse, own: OwnHeaders) {
    this.#request = request;
    this.#response = response;
    this.own = own;
  }

  answer(head: AnswerHead, body: Buffer, served: Served): void {
    const headers = this.#answerHeaders(head, served);
    headers.push("content-length", String(body.length));
    this.#writeHead(head.status, headers);
    if (this.#request.method === "HEAD") this.#response.end();
    else this.#endWith(body);
  }

  head(head: AnswerHead, served: Served): void {
    const headers = this.#answerHeaders(head, served);
    if (head.isStream) {
      this.isStream = true;
      if (head.headers["content-type"] === undefined) headers.push("content-type", "text/event-stream");
      if (head.headers["cache-control"] === undefined) headers.push("cache-control", "no-cache");
      // nginx, and those who learnt from it, would else collect the stream.
      headers.push("x-accel-buffering", "no");
    }
    this.#writeHead(head.status, headers);
  }

  cached(found: CachedResponse, served: Served): void {
    const headers = this.#ownHeaders();
    pushAnswerHeaders(headers, found.headers);
    if (this.own.cache !== null) pushCacheHeaders(headers, this.own.cache, found);
    headers.push("server-timing", `gw;dur=${hundredths(served.gatewayMs)}`);
    // RFC 9110, 8.6: a 304's length would be that of the answer that is not sent.
    if (found.status !== 304) headers.push("content-length", String(found.body.length));
    this.#writeHead(found.status, headers);
    this.#endWith(found.body);
  }

  /** @returns `false`: enough is under way, `onceDrained` tells when to go on. */
  write(bytes: Buffer): boolean {
    const socket = this.#chunkSocket(bytes);
    if (socket !== null) return socket.write(httpChunk(bytes), "latin1");
    this.#hasWritten = true;
    return this.#response.write(bytes);
  }

  end(): void {
    this.#response.end();
  }

  /** Calls once the caller has taken what was written. */
  onceDrained(listener: () => void): void {
    const { socket } = this.#response;
    if (socket?.writableNeedDrain === true) socket.once("drain", listener);
    else this.#response.once("drain", listener);
  }

  /** As an envelope while there is no head, as an event in a stream, as a broken connection else: never a silent end. */
  fail(error: GatewayError, stream: { readonly path: string; readonly sentEvents: number }): void {
    if (this.status === null) this.#envelope(error);
    else if (this.isStream) this.#response.end(errorEvent(error, stream));
    else this.#response.destroy();
  }

  destroy(): void {
    this.#response.destroy();
  }

  /**
   * For a small part of a chunked body (RFC 9112, 7.1) that may go to the socket as it is. Node would write its length, its
   * bytes and its line ends one by one and have them gathered again, for about a fifth of what sending a frame costs.
   * @returns `null`: for Node to write.
   */
  #chunkSocket(bytes: Buffer): Socket | null {
    // The first takes the head along. No socket: an answer before this one in the same connection isn't over.
    if (!this.#hasWritten || !this.#response.chunkedEncoding || !this.#response.socket?.writable) return null;
    // A chunk of no bytes would end the body.
    return bytes.length > 0 && bytes.length <= ONE_PIECE_BYTES ? this.#response.socket : null;
  }

  #envelope(error: GatewayError): void {
    const body = errorEnvelope(error);
    const headers = this.#ownHeaders();
    pushErrorHeaders(headers, error);
    const length = String(Buffer.byteLength(body));
    headers.push("content-type", "application/json", "cache-control", "no-store", "content-length", length);
    if (!this.#request.complete) {
      this.#lingerAfter(error.status, headers, body);
      return;
    }
    this.#writeHead(error.status, headers);
    this.#response.end(body);
  }

  /**
   * The caller still sends its body. Closing now would reset the connection before it has read why; so the answer goes out
   * whole, and the connection closes when the body has ended, or soon.
   */
  #lingerAfter(status: number, headers: string[], body: string): void {
    this.own.closes = true;
    this.#writeHead(status, headers);
    this.#response.write(body);
    const end = (): void => {
      clearTimeout(timer);
      this.#response.end();
    };
    const timer = setTimeout(end, LINGER_MS);
    this.#request.once("end", end);
    this.#request.once("close", end);
    this.#request.resume();
  }

  #answerHeaders(head: AnswerHead, served: Served): string[] {
    const headers = this.#ownHeaders();
    pushAnswerHeaders(headers, head.headers);
    if (this.own.cache !== null) pushCacheHeaders(headers, this.own.cache, null);
    if (head.provider === null) return headers;
    headers.push(
      "server-timing",
      `gw;dur=${hundredths(served.gatewayMs)}, upstream;dur=${hundredths(served.upstreamMs)}`,
      "x-llm-proxy-provider",
      head.provider,
      "x-llm-proxy-attempts",
      String(served.attempts),
      "x-llm-proxy-fallback-index",
      String(head.hopIndex),
    );
    return headers;
  }

  #ownHeaders(): string[] {
    const headers = ["x-request-id", this.own.requestId];
    if (this.own.clientRequestId !== null) headers.push("x-client-request-id", this.own.clientRequestId);
    if (this.own.traceparent !== null) headers.push("traceparent", this.own.traceparent);
    pushRateLimitHeaders(headers, this.own.limits);
    if (this.own.crossOrigin !== null) pushCrossOriginHeaders(headers, this.own.crossOrigin);
    return headers;
  }

  /** As a string of single bytes, a small body leaves in one piece with its head, which Node makes of strings alone. */
  #endWith(body: Buffer): void {
    if (body.length > ONE_PIECE_BYTES) this.#response.end(body);
    else this.#response.end(body.toString("latin1"), "latin1");
  }

  #writeHead(status: number, headers: string[]): void {
    this.status = status;
    if (this.own.closes) headers.push("connection", "close");
    this.#response.writeHead(status, headers);
  }
}

const httpChunk = (bytes: Buffer): string => `${bytes.length.toString(16)}\r\n${bytes.toString("latin1")}\r\n`;

/** Node writes strings up to this size without asking for memory. */
const ONE_PIECE_BYTES = 8 * 1024;

/** Long enough to read an answer across an ocean, too short to be a way to hold connections. */
const LINGER_MS = 1000;
