import type { IncomingMessage } from "node:http";
import { GatewayError } from "../errors/gateway-error.js";
import type { Awaiting, Deadlines } from "../lifecycle/deadlines.js";

/** What all bodies under way may take together. */
export class BodyBudget {
  readonly maxBytes: number;
  usedBytes = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }
}

export interface BodyListener {
  onBody(body: Buffer): void;
  onBodyError(error: GatewayError): void;
}

export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly budget: BodyBudget;
  readonly deadlines: Deadlines;
}

/** Collects one request's body within its bounds. */
export class BodyCollector implements Awaiting {
  place = -1;
  deadlineMs = 0;
  beganAtLook = 0;
  readonly #request: IncomingMessage;
  readonly #listener: BodyListener;
  readonly #limits: BodyLimits;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #isOver = false;

  constructor(request: IncomingMessage, listener: BodyListener, limits: BodyLimits) {
    this.#request = request;
    this.#listener = listener;
    this.#limits = limits;
  }

  start(): void {
    const stated = Number(this.#request.headers["content-length"] ?? 0);
    if (stated > this.#limits.maxBytes) {
      this.#fail(tooLarge(this.#limits.maxBytes));
      return;
    }
    this.#limits.deadlines.add(this, this.#limits.timeoutMs);
    this.#request.on("data", (chunk: Buffer) => {
      this.#add(chunk);
    });
    this.#request.on("end", () => {
      this.#end();
    });
  }

  onDeadline(): void {
    this.#fail(tooSlow());
  }

  /** Gives the memory back: the call is over. */
  release(): void {
    this.#isOver = true;
    this.#limits.deadlines.remove(this);
    this.#limits.budget.usedBytes -= this.#bytes;
    this.#bytes = 0;
    this.#chunks.length = 0;
  }

  #add(chunk: Buffer): void {
    // What comes after a failure is read and thrown away, so that the caller gets to read its answer.
    if (this.#isOver) return;
    this.#bytes += chunk.length;
    this.#limits.budget.usedBytes += chunk.length;
    this.#chunks.push(chunk);
    if (this.#bytes > this.#limits.maxBytes) this.#fail(tooLarge(this.#limits.maxBytes));
    else if (this.#limits.budget.usedBytes > this.#limits.budget.maxBytes) this.#fail(noRoom());
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#limits.deadlines.remove(this);
    const [only] = this.#chunks;
    this.#listener.onBody(this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks));
  }

  #fail(error: GatewayError): void {
    if (this.#isOver) return;
    this.release();
    this.#listener.onBodyError(error);
  }
}

export const hasBody = (request: IncomingMessage): boolean =>
  request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;

const tooLarge = (maxBytes: number): GatewayError =>
  new GatewayError({
    status: 413,
    type: "invalid_request_error",
    code: "request_too_large",
    message: `The body is larger than the ${maxBytes} bytes that the gateway takes.`,
    shouldRetry: false,
  });

const tooSlow = (): GatewayError =>
  new GatewayError({
    status: 408,
    type: "invalid_request_error",
    code: "request_timeout",
    message: "The body did not arrive in time.",
  });

const noRoom = (): GatewayError =>
  new GatewayError({
    status: 503,
    type: "server_error",
    code: "overloaded",
    message: "The gateway holds as many request bodies as it can.",
    retryAfterMs: 1000,
  });
