import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { Awaiting, Deadlines } from "../lifecycle/deadlines.js";
import { textField } from "./json-value.js";
import type { AttemptFailure } from "./attempt-failure.js";

/** Hears of one exchange with a provider: a head, data, and then exactly one of end and failure. */
export interface AttemptListener {
  onHead(status: number, headers: IncomingHttpHeaders): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(failure: AttemptFailure): void;
}

/** One exchange, with its deadlines. undici's own are off: they would cut reasoning calls at five minutes sharp. */
export class Attempt implements Dispatcher.DispatchHandler, Awaiting {
  place = -1;
  deadlineMs = 0;
  beganAtLook = 0;
  readonly #listener: AttemptListener;
  readonly #idleMs: number;
  #controller: Dispatcher.DispatchController | null = null;
  readonly #deadlines: Deadlines;
  #phase: "first-byte" | "budget" | "idle";
  #isOver = false;
  #isPaused = false;

  /** @param limits.budgetMs What is left of the time for the whole chain. */
  constructor(
    listener: AttemptListener,
    limits: { readonly firstByteMs: number; readonly idleMs: number; readonly budgetMs: number },
    deadlines: Deadlines,
  ) {
    this.#listener = listener;
    this.#idleMs = limits.idleMs;
    this.#phase = limits.budgetMs < limits.firstByteMs ? "budget" : "first-byte";
    this.#deadlines = deadlines;
    deadlines.add(this, Math.min(limits.firstByteMs, limits.budgetMs));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isOver) controller.abort(new AttemptCancelled());
    else this.#controller = controller;
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    // 1xx come before the answer.
    if (this.#isOver || status < 200) return;
    this.#phase = "idle";
    this.#deadlines.restart(this, this.#idleMs);
    this.#listener.onHead(status, headers);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#isOver) return;
    if (!this.#isPaused) this.#deadlines.prolong(this, this.#idleMs);
    this.#listener.onData(chunk);
  }

  onResponseEnd(): void {
    if (this.#settle()) this.#listener.onEnd();
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#settle()) this.#listener.onFailure({ kind: "connection", code: textField(error, "code") ?? error.name });
  }

  /** Nothing more is heard of it, and the provider's socket is closed. */
  cancel(): void {
    if (this.#settle()) this.#controller?.abort(new AttemptCancelled());
  }

  /** The caller reads slowly; its pace must not look like the provider's silence. */
  pause(): void {
    if (this.#isOver || this.#isPaused) return;
    this.#isPaused = true;
    this.deadlineMs = Number.POSITIVE_INFINITY;
    this.#controller?.pause();
  }

  resume(): void {
    if (this.#isOver || !this.#isPaused) return;
    this.#isPaused = false;
    this.#deadlines.restart(this, this.#idleMs);
    this.#controller?.resume();
  }

  onDeadline(): void {
    const phase = this.#phase;
    if (!this.#settle()) return;
    this.#controller?.abort(new AttemptCancelled());
    this.#listener.onFailure({ kind: "timeout", phase });
  }

  /** @returns false: it was settled before. */
  #settle(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#deadlines.remove(this);
    return true;
  }
}

class AttemptCancelled extends Error {
  override readonly name = "AttemptCancelled";
}
