import type { IncomingHttpHeaders } from "node:http";
import { GatewayError } from "../errors/gateway-error.js";
import type { Awaiting } from "../lifecycle/deadlines.js";
import type { UpstreamCall } from "../providers/provider.js";
import type { AttemptTelemetry } from "../telemetry/telemetry.js";
import { AnswerRelay, type UpstreamHead, type Verdict } from "./answer-relay.js";
import { Attempt, type AttemptListener } from "./attempt.js";
import { failureName, isProviderFault, isSpentKey, judgeStatus, type AttemptFailure } from "./attempt-failure.js";
import type { Caller, ForwardEnd, ForwardReport } from "./caller.js";
import { announcesEnd, knowsStreamUsage, operationOf, type ForwardRequest } from "./forward-request.js";
import { gatewayErrorOf, truncatedError } from "./give-up.js";
import { HopChooser, type ChosenHop } from "./hop-chooser.js";
import { readRetryAfterMs, retryDelayMs, withRetryAfter } from "./retry-policy.js";
import type { Upstream } from "./upstream.js";

/** A whole answer of a provider that is no success. */
interface PoorAnswer {
  readonly head: UpstreamHead;
  readonly body: Buffer;
}

/**
 * One call on its way down the chain. Until content has been handed on, any failure leads to the next try or provider;
 * after it, the caller is told honestly. Speaks to its caller only through `Caller`, and says `end` exactly once.
 */
export class Forwarding implements AttemptListener, Awaiting {
  place = -1;
  /** When the caller of a stream, who has heard nothing for so long, gets a sign of life. */
  deadlineMs = 0;
  beganAtLook = 0;
  readonly report: ForwardReport = {
    attempts: [],
    provider: null,
    model: null,
    usage: null,
    contentFrames: 0,
    sentEvents: 0,
    upstreamMs: 0,
  };
  readonly #upstream: Upstream;
  readonly #request: ForwardRequest;
  readonly #caller: Caller;
  readonly #chooser: HopChooser;
  readonly #relay: AnswerRelay;
  readonly #addsUsage: boolean;
  readonly #startedMs: number;
  #hop: ChosenHop | null = null;
  #retriesDone = 0;
  #attempt: Attempt | null = null;
  #attemptTelemetry: AttemptTelemetry | null = null;
  #status: number | null = null;
  #pauseTimer: NodeJS.Timeout | null = null;
  #isOver = false;
  #isBeating = false;

  constructor(upstream: Upstream, request: ForwardRequest, caller: Caller) {
    const { settings } = upstream;
    this.#upstream = upstream;
    this.#request = request;
    this.#caller = caller;
    this.#chooser = new HopChooser(settings, upstream.breakers, request);
    this.#addsUsage = request.isStream && request.outline?.wantsStreamUsage === false && knowsStreamUsage(request.path);
    this.#relay = new AnswerRelay(
      caller,
      {
        hold: settings.hold,
        stripsUsage: this.#addsUsage,
        announcesEnd: announcesEnd(request.path),
        mustBeWhole: request.mustBeWhole,
      },
      this.report,
    );
    this.#startedMs = upstream.ports.clock.monotonicMs();
    if (request.isStream) upstream.deadlines.add(this, settings.hold.streamMs);
  }

  /** Apart from the constructor, so that the caller knows whom it hears from. */
  start(): void {
    this.#tryNextHop(null, null);
  }

  /** The caller left. */
  cancel(): void {
    this.#leave({ kind: "cancelled" }, "cancelled");
  }

  /** The process ends; the caller is told that its answer is not whole. */
  interrupt(error: GatewayError): void {
    this.#leave({ kind: this.#relay.isCommitted ? "truncated" : "failed", error }, "shutdown");
  }

  /** The caller reads again. */
  resume(): void {
    this.#attempt?.resume();
  }

  onHead(status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#relay.head(status, headers);
  }

  onData(chunk: Buffer): void {
    if (this.#request.isStream) this.#attemptTelemetry?.chunk();
    const verdict = this.#relay.data(chunk);
    // Bytes that were held are no sign of life for the caller.
    if (this.#relay.isCommitted) this.#heard();
    if (verdict !== null) this.#conclude(verdict);
  }

  onEnd(): void {
    this.#conclude(this.#relay.end());
  }

  onFailure(failure: AttemptFailure): void {
    this.#conclude(this.#relay.broke(failure));
  }

  /** Of the silence; an attempt has its own. */
  onDeadline(): void {
    this.#relay.signOfLife();
    this.#upstream.deadlines.restart(this, this.#upstream.settings.heartbeatMs);
  }

  #heard(): void {
    const { deadlines, settings } = this.#upstream;
    if (!this.#request.isStream) return;
    if (this.#isBeating) deadlines.prolong(this, settings.heartbeatMs);
    else {
      this.#isBeating = true;
      deadlines.restart(this, settings.heartbeatMs);
    }
  }

  /** @param last What the hop before came to; `null`: none was tried. */
  #tryNextHop(last: AttemptFailure | null, poor: PoorAnswer | null): void {
    this.#retriesDone = 0;
    const chosen = this.#chooser.next(this.#upstream.ports.clock.epochMs());
    if (chosen === null) {
      this.#giveUp(last, poor);
      return;
    }
    this.#try(chosen, last, poor);
  }

  #try(chosen: ChosenHop, last: AttemptFailure | null, poor: PoorAnswer | null): void {
    const { isStream, path, outline, form, method, contentType, headers, body } = this.#request;
    const { model } = chosen;
    const needsStreamUsage = this.#addsUsage;
    const notPossible = (error: unknown): void => {
      if (this.#isOver) return;
      // Nothing was sent: the provider can't do what is asked, or the call could not be signed. The latter takes seconds, each time.
      const nowMs = this.#upstream.ports.clock.epochMs();
      if (error instanceof GatewayError) {
        chosen.breaker.abandoned(nowMs);
        this.#chooser.refused(error);
      } else {
        chosen.breaker.failed(nowMs);
        this.report.attempts.push({ provider: chosen.hop.provider.id, status: null, error: "not_sent" });
      }
      this.#tryNextHop(last ?? (error instanceof GatewayError ? null : NOT_SENT), poor);
    };
    let ready: UpstreamCall | Promise<UpstreamCall>;
    try {
      ready = chosen.hop.provider.toUpstream(
        { method, path, isStream, contentType, headers, body, outline, form, model, needsStreamUsage },
        chosen.key,
      );
    } catch (error) {
      notPossible(error);
      return;
    }
    if (!(ready instanceof Promise)) {
      this.#dispatch(chosen, ready);
      return;
    }
    ready.then((call) => {
      this.#dispatch(chosen, call);
    }, notPossible);
  }

  #dispatch(chosen: ChosenHop, call: UpstreamCall): void {
    if (this.#isOver) return;
    const { hop, model, index } = chosen;
    const { timeouts, sendsTraceContext } = this.#upstream.settings;
    const target = this.#upstream.targetOf(hop);
    this.#hop = chosen;
    this.#status = null;
    this.report.provider = hop.provider.id;
    this.report.model = model;
    this.#attemptTelemetry = this.#request.telemetry.startAttempt({
      provider: hop.provider.id,
      model,
      operation: operationOf(this.#request.path),
      host: target.host,
    });
    const { firstByteMs, idleMs } = timeouts;
    const limits = { firstByteMs, idleMs, budgetMs: Math.max(1, this.#budgetLeftMs()) };
    const attempt = new Attempt(this, limits, this.#upstream.deadlines);
    this.#attempt = attempt;
    this.#relay.begin({
      attempt,
      provider: hop.provider.id,
      hopIndex: index,
      translation: hop.provider.answers,
    });
    const { method, path, headers, body } = call;
    const traceparent = sendsTraceContext ? this.#attemptTelemetry.traceparent : null;
    if (traceparent !== null) headers.push("traceparent", traceparent);
    target.pool.dispatch({ method, path, headers, body: body.length === 0 ? null : body }, attempt);
  }

  #conclude(verdict: Verdict): void {
    const chosen = this.#hop;
    if (this.#isOver || chosen === null) return;
    this.#attempt?.cancel();
    switch (verdict.kind) {
      case "complete":
        chosen.breaker.succeeded();
        this.#endAttempt(verdict.status, null);
        this.#end({ kind: "complete" });
        return;
      case "poor":
        this.#judge(chosen, verdict);
        return;
      case "failed":
        this.#failed(chosen, verdict.failure, verdict.message);
        return;
    }
  }

  #judge(chosen: ChosenHop, poor: PoorAnswer): void {
    const { status } = poor.head;
    const nowMs = this.#upstream.ports.clock.epochMs();
    const failure: AttemptFailure = { kind: "status", status };
    this.#endAttempt(status, judgeStatus(status) === "answer" ? null : failureName(failure));
    if (isProviderFault(failure)) chosen.breaker.failed(nowMs);
    else chosen.breaker.succeeded();
    if (judgeStatus(status) === "answer") {
      this.#answerPoorly(poor);
      return;
    }
    const saidMs = readRetryAfterMs(poor.head.headers, nowMs);
    const floorMs = saidMs ?? chosen.hop.provider.readRetryDelayMs?.(poor.body) ?? null;
    if (status === 429 && floorMs !== null) chosen.breaker.pause(nowMs + Math.min(floorMs, MAX_PAUSE_MS));
    const isHopeless = judgeStatus(status) === "next-provider" || isSpentKey(poor.body);
    const told = saidMs === null && floorMs !== null ? { ...poor, head: withRetryAfter(poor.head, floorMs) } : poor;
    this.#goOn(chosen, { failure, floorMs, poor: told, mayRetry: !isHopeless });
  }

  #failed(chosen: ChosenHop, failure: AttemptFailure, message: string | null): void {
    chosen.breaker.failed(this.#upstream.ports.clock.epochMs());
    this.#endAttempt(this.#status, failureName(failure));
    if (this.#relay.isCommitted) {
      this.#end({ kind: "truncated", error: truncatedError(message) });
      return;
    }
    this.#goOn(chosen, { failure, floorMs: null, poor: null, mayRetry: failure.kind !== "timeout" });
  }

  /** To the same provider again, to the next one, or to the end. */
  #goOn(
    chosen: ChosenHop,
    last: { failure: AttemptFailure; floorMs: number | null; poor: PoorAnswer | null; mayRetry: boolean },
  ): void {
    const { retry } = this.#upstream.settings;
    const { failure, floorMs, poor } = last;
    const leftMs = this.#budgetLeftMs();
    const isOpen = chosen.breaker.state === "open";
    const delayMs =
      last.mayRetry && !isOpen
        ? retryDelayMs({ retriesDone: this.#retriesDone, floorMs }, retry, this.#upstream.ports.random)
        : null;
    // Timers may be early by a fraction of a millisecond, in which nobody could answer.
    const isSpent = leftMs <= 0 || (failure.kind === "timeout" && failure.phase === "budget");
    if (isSpent) this.#giveUp(failure, poor);
    else if (delayMs === null || delayMs >= leftMs) this.#tryNextHop(failure, poor);
    else {
      this.#retriesDone++;
      this.#pauseTimer = setTimeout(() => {
        this.#try(chosen, failure, poor);
      }, delayMs);
    }
  }

  #giveUp(failure: AttemptFailure | null, poor: PoorAnswer | null): void {
    const isKeyRefused = poor?.head.status === 401;
    if (poor !== null && !isKeyRefused) this.#answerPoorly(poor);
    else this.#end({ kind: "failed", error: failure === null ? this.#chooser.explain() : gatewayErrorOf(failure) });
  }

  /** The provider's own words reach the caller, unless it was promised a stream. */
  #answerPoorly(poor: PoorAnswer): void {
    if (this.#relay.headIsSent) {
      this.#end({ kind: "failed", error: gatewayErrorOf({ kind: "status", status: poor.head.status }) });
      return;
    }
    this.#relay.deliver(poor.head, poor.body);
    this.#end({ kind: "complete" });
  }

  #leave(end: ForwardEnd, error: string): void {
    if (this.#isOver) return;
    const wasRunning = this.#attemptTelemetry !== null;
    this.#attempt?.cancel();
    if (wasRunning) {
      this.#hop?.breaker.abandoned(this.#upstream.ports.clock.epochMs());
      this.#endAttempt(this.#status, error);
    }
    this.#end(end);
  }

  #endAttempt(status: number | null, error: string | null): void {
    this.report.attempts.push({ provider: this.#hop?.hop.provider.id ?? "", status, error });
    const telemetry = this.#attemptTelemetry;
    this.#attemptTelemetry = null;
    telemetry?.end({ status, error, answer: telemetry.isTraced && error === null ? this.#relay.facts() : null });
    this.#attempt = null;
  }

  #end(end: ForwardEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#pauseTimer !== null) clearTimeout(this.#pauseTimer);
    this.#upstream.deadlines.remove(this);
    this.report.upstreamMs = this.elapsedMs();
    this.#caller.end(end);
  }

  /** Since the first try began. */
  elapsedMs(nowMs = this.#upstream.ports.clock.monotonicMs()): number {
    return nowMs - this.#startedMs;
  }

  #budgetLeftMs(): number {
    return this.#upstream.settings.timeouts.totalMs - this.elapsedMs();
  }
}

const NOT_SENT = { kind: "connection", code: "not_sent" } as const satisfies AttemptFailure;

/** A provider that asks for an hour is asked again after a minute: limits are raised by hand, too. */
const MAX_PAUSE_MS = 60_000;
