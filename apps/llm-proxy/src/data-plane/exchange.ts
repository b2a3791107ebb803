import type { IncomingMessage, ServerResponse } from "node:http";
import type { Grant } from "../access/grant.js";
import type { CacheableRequest, CachedResponse } from "../cache/response-cache.js";
import { dependencyUnavailable, GatewayError } from "../errors/gateway-error.js";
import type { CallEvent } from "../events/call-event.js";
import type { LimitDecision, Reservation } from "../limits/limiter.js";
import type { CallTelemetry } from "../telemetry/telemetry.js";
import { PING } from "../upstream/answer-relay.js";
import type { AnswerHead, Caller, ForwardEnd, ForwardReport } from "../upstream/caller.js";
import type { Forwarding } from "../upstream/forwarding.js";
import { BodyCollector, hasBody, type BodyListener } from "./body-collector.js";
import { CacheCopy, mayAskCache, singleValues, type CacheResult } from "./cache-use.js";
import { callEvent, estimateTokens, promptBytes, tokensToSettle } from "./call-record.js";
import { NO_SHAPE, readCallShape } from "./call-shape.js";
import { crossOriginOf } from "./cross-origin.js";
import { routeOf } from "./endpoints.js";
import { deniedError, draining, internalError, methodNotAllowed, unknownUrl, unsupportedEncoding } from "./refusals.js";
import type { Listed } from "./live-exchanges.js";
import { filterModels } from "./models-filter.js";
import { checkGrant, checkModel, invalidToken } from "./policy.js";
import type { Plane } from "./plane.js";
import { safeClientId } from "./request-id.js";
import { ResponseWriter, type Served } from "./response-writer.js";
import { headersForUpstream } from "./travelling-headers.js";

/** nginx's status for a caller that left; nobody sees it but the event. */
const CLIENT_CLOSED_REQUEST = 499;

const NO_BODY: Buffer = Buffer.alloc(0);

/** One call from its head to its event. Everything that ends it passes `#finish`, once. */
export class Exchange implements Caller, BodyListener, Listed {
  place = -1;
  readonly #plane: Plane;
  readonly #request: IncomingMessage;
  readonly #writer: ResponseWriter;
  readonly #telemetry: CallTelemetry;
  readonly #id: string;
  readonly #startedEpochMs: number;
  readonly #startedMs: number;
  #path: string;
  #grant: Grant | null = null;
  #collector: BodyCollector | null = null;
  #body = NO_BODY;
  #shape = NO_SHAPE;
  #estimatedTokens = 0;
  #reservation: Reservation | null = null;
  #cacheable: CacheableRequest | null = null;
  #copy: CacheCopy | null = null;
  #forwarding: Forwarding | null = null;
  #bodyMs = 0;
  #firstByteMs: number | null = null;
  #stallTimer: NodeJS.Timeout | null = null;
  #isOver = false;

  constructor(plane: Plane, request: IncomingMessage, response: ServerResponse) {
    const { clock, newRequestId, telemetry } = plane.ports;
    this.#plane = plane;
    this.#request = request;
    this.#id = newRequestId();
    this.#startedEpochMs = clock.epochMs();
    this.#startedMs = clock.monotonicMs();
    this.#path = pathOf(request.url ?? "");
    const traceparent = oneHeader(request.headers["traceparent"]);
    this.#telemetry = telemetry.startCall({ requestId: this.#id, path: this.#path, traceparent });
    this.#writer = new ResponseWriter(request, response, {
      requestId: this.#id,
      clientRequestId: safeClientId(request.headers["x-client-request-id"] ?? request.headers["x-request-id"]),
      traceparent: this.#telemetry.traceparent,
      crossOrigin: crossOriginOf(request, plane.settings.corsOrigins),
      limits: null,
      cache: plane.ports.cache === null ? null : "bypass",
      closes: false,
    });
    plane.live.add(this);
    response.on("close", () => {
      this.#closed(response.writableFinished);
    });
    response.on("error", ignore);
    request.on("error", ignore);
  }

  start(): void {
    try {
      this.#admit();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The process ends. */
  interrupt(error: GatewayError): void {
    this.#writer.own.closes = true;
    if (this.#forwarding === null) this.#fail(error);
    else this.#forwarding.interrupt(error);
  }

  // --- admission ---

  #admit(): void {
    const { drainState, grants, clock } = this.#plane.ports;
    if (drainState.isDraining) {
      this.#writer.own.closes = true;
      throw draining();
    }
    const route = routeOf(this.#request.method ?? "", this.#request.url ?? "", this.#plane.settings.endpoints);
    if (route.kind === "unknown") throw unknownUrl(this.#request.method ?? "", this.#path);
    if (route.kind === "wrong-method") throw methodNotAllowed(this.#request.method ?? "", route.allowed);
    this.#path = route.path;
    const tokenHash = this.#plane.tokenHashes.of(this.#request);
    if (tokenHash === null) throw invalidToken();
    const found = grants.find(tokenHash);
    if (found instanceof Promise) this.#awaitGrant(found);
    else this.#granted(found, clock.epochMs());
  }

  // Of those that wait for something, each a function of its own: most calls wait for nothing before their provider.
  #awaitGrant(found: Promise<Grant | null>): void {
    found
      .then((grant) => {
        if (!this.#isOver) this.#granted(grant, this.#plane.ports.clock.epochMs());
      })
      .catch((error: unknown) => {
        this.#fail(error);
      });
  }

  #granted(grant: Grant | null, nowMs: number): void {
    this.#grant = grant?.isActive === true ? grant : null;
    const refusal = checkGrant(grant, { path: this.#path, origin: this.#request.headers.origin, nowMs });
    if (refusal !== null) throw refusal;
    if (!hasBody(this.#request)) {
      this.onBody(NO_BODY);
      return;
    }
    const encoding = this.#request.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") throw unsupportedEncoding();
    this.#bodyMs = this.#plane.ports.clock.monotonicMs();
    this.#collector = new BodyCollector(this.#request, this, this.#plane.bodyLimits);
    this.#collector.start();
  }

  onBody(body: Buffer): void {
    if (this.#isOver) return;
    this.#body = body;
    if (this.#bodyMs > 0) this.#bodyMs = this.#plane.ports.clock.monotonicMs() - this.#bodyMs;
    try {
      this.#reserve(body);
    } catch (error) {
      this.#fail(error);
    }
  }

  onBodyError(error: GatewayError): void {
    this.#fail(error);
  }

  #reserve(body: Buffer): void {
    const grant = this.#grant;
    if (grant === null) return;
    this.#shape = readCallShape(this.#request, this.#path, body);
    const refusal = checkModel(grant, this.#shape);
    if (refusal !== null) throw refusal;
    const output = this.#shape.outline?.maxOutputTokens ?? this.#plane.settings.assumedOutputTokens;
    this.#estimatedTokens =
      body.length === 0 ? 0 : estimateTokens(this.#shape.outline === null ? 0 : promptBytes(body), output);
    const { tokenId, limits } = grant;
    const decision = this.#plane.ports.limiter.reserve({ tokenId, limits, estimatedTokens: this.#estimatedTokens });
    if (decision instanceof Promise) this.#awaitDecision(decision);
    else this.#decided(decision);
  }

  #awaitDecision(awaited: Promise<LimitDecision>): void {
    awaited
      .then((decision) => {
        this.#decided(decision);
      })
      .catch((error: unknown) => {
        this.#fail(error);
      });
  }

  #decided(decision: LimitDecision): void {
    if (this.#isOver) {
      if (decision.kind === "admitted") decision.reservation.release();
      return;
    }
    if (decision.kind === "unavailable") throw dependencyUnavailable("rate limit store");
    this.#writer.own.limits = decision.state;
    if (decision.kind === "denied") throw deniedError(decision);
    this.#reservation = decision.reservation;
    const { cache } = this.#plane.ports;
    const isStream = this.#shape.isStream;
    if (cache === null || !mayAskCache(this.#request, isStream, this.#plane.settings.cachesStreams)) {
      this.#forward();
      return;
    }
    this.#writer.own.cache = "miss";
    this.#cacheable = this.#describeForCache(isStream);
    cache
      .find(this.#cacheable)
      .catch(() => null)
      .then((found) => {
        this.#onCached(found);
      })
      .catch((error: unknown) => {
        this.#fail(error);
      });
  }

  // --- cache ---

  #describeForCache(isStream: boolean): CacheableRequest {
    return {
      projectId: this.#grant?.projectId ?? "",
      provider: this.#plane.ports.upstream.identity,
      method: this.#request.method ?? "",
      url: this.#request.url ?? "",
      headers: this.#request.headers,
      body: this.#body,
      isStream,
    };
  }

  #onCached(found: CachedResponse | null): void {
    if (this.#isOver) return;
    if (found === null) this.#forward();
    else this.#answerFromCache(found);
  }

  #answerFromCache(found: CachedResponse): void {
    this.#writer.own.cache = found.status === 304 ? "conditional-hit" : "hit";
    const nowMs = this.#noteFirstByte();
    this.#writer.cached({ ...found, body: this.#filtered(found.body, found.status) }, this.#served(nowMs));
    this.#finish("cache-hit", found.status);
  }

  #copyForCache(head: AnswerHead): void {
    const { cache } = this.#plane.ports;
    if (cache === null || this.#cacheable === null) return;
    const headers = singleValues(head.headers);
    if (!cache.mayStore(this.#cacheable, head.status, headers)) return;
    this.#writer.own.cache = "stored";
    const { maxCachedBytes } = this.#plane.settings;
    this.#copy = new CacheCopy(cache, this.#cacheable, { status: head.status, headers }, maxCachedBytes);
  }

  // --- forwarding ---

  #forward(): void {
    const grant = this.#grant;
    if (grant === null) return;
    const { upstream } = this.#plane.ports;
    this.#forwarding = upstream.forward(
      {
        method: this.#request.method ?? "",
        path: (this.#request.url ?? "").slice(API_PREFIX.length),
        model: this.#shape.model,
        isStream: this.#shape.isStream,
        contentType: this.#contentType(),
        headers: headersForUpstream(this.#request),
        body: this.#body,
        outline: this.#shape.outline,
        form: this.#shape.form,
        mustBeWhole: this.#isModelsList(),
        keyFor: (hop) => this.#plane.keys.keyFor(grant, hop),
        telemetry: this.#telemetry,
      },
      this,
    );
    this.#forwarding.start();
  }

  #contentType(): string | null {
    if (this.#body.length === 0) return null;
    return this.#shape.outline === null ? (this.#request.headers["content-type"] ?? null) : "application/json";
  }

  #isModelsList(): boolean {
    return this.#path === "/v1/models";
  }

  #filtered(body: Buffer, status: number): Buffer {
    const models = this.#grant?.policy.models ?? [];
    return this.#isModelsList() && status === 200 && models.length > 0 ? filterModels(body, models) : body;
  }

  answer(head: AnswerHead, body: Buffer): void {
    this.#copyForCache(head);
    this.#copy?.add(body);
    const nowMs = this.#noteFirstByte();
    this.#writer.answer(head, this.#filtered(body, head.status), this.#served(nowMs));
  }

  head(head: AnswerHead): void {
    if (head.provider !== null) this.#copyForCache(head);
    this.#writer.head(head, this.#served(this.#plane.ports.clock.monotonicMs()));
  }

  write(bytes: Buffer): boolean {
    if (bytes !== PING) {
      if (this.#firstByteMs === null) this.#noteFirstByte();
      this.#copy?.add(bytes);
    }
    if (this.#writer.write(bytes)) return true;
    if (this.#stallTimer !== null) return false;
    this.#stallTimer = setTimeout(() => {
      this.#writer.destroy();
    }, this.#plane.settings.callerStallMs);
    // Listened for only where it is waited for: most answers leave at once.
    this.#writer.onceDrained(() => {
      this.#drained();
    });
    return false;
  }

  end(end: ForwardEnd): void {
    switch (end.kind) {
      case "complete": {
        const status = this.#writer.status ?? 200;
        if (status < 300) this.#copy?.store();
        this.#writer.end();
        this.#finish(status < 400 ? "success" : "upstream-error", status);
        return;
      }
      case "failed":
        this.#fail(end.error);
        return;
      case "truncated":
        this.#tell(end.error);
        this.#finish("truncated", this.#writer.status ?? end.error.status);
        return;
      case "cancelled":
        this.#finish("cancelled", CLIENT_CLOSED_REQUEST);
        return;
    }
  }

  // --- the end ---

  #closed(isFinished: boolean): void {
    if (this.#stallTimer !== null) clearTimeout(this.#stallTimer);
    if (!isFinished && !this.#isOver) {
      if (this.#forwarding === null) this.#finish("cancelled", CLIENT_CLOSED_REQUEST);
      else this.#forwarding.cancel();
    }
    this.#plane.live.remove(this);
  }

  #drained(): void {
    if (this.#stallTimer !== null) clearTimeout(this.#stallTimer);
    this.#stallTimer = null;
    this.#forwarding?.resume();
  }

  #fail(error: unknown): void {
    if (this.#isOver) return;
    const told = error instanceof GatewayError ? error : internalError(error);
    this.#tell(told);
    // What a provider refuses comes as an answer: these are the gateway's own words.
    if (told.status === 401 || told.status === 403 || told.status === 429)
      this.#plane.ports.telemetry.count("llm_proxy.tokens.rejected", { reason: told.code ?? "unknown" });
    this.#finish(told.type === "upstream_error" ? "upstream-error" : "gateway-error", told.status);
  }

  #tell(error: GatewayError): void {
    this.#writer.fail(error, { path: this.#path, sentEvents: this.#forwarding?.report.sentEvents ?? 0 });
  }

  /** @returns The time, by the monotonic clock. */
  #noteFirstByte(): number {
    const nowMs = this.#plane.ports.clock.monotonicMs();
    this.#firstByteMs ??= nowMs - this.#startedMs;
    return nowMs;
  }

  #served(nowMs: number): Served {
    const report = this.#forwarding?.report;
    const upstreamMs = this.#forwarding?.elapsedMs(nowMs) ?? 0;
    return {
      attempts: (report?.attempts.length ?? 0) + 1,
      gatewayMs: Math.max(0, nowMs - this.#startedMs - this.#bodyMs - upstreamMs),
      upstreamMs,
    };
  }

  #elapsedMs(): number {
    return this.#plane.ports.clock.monotonicMs() - this.#startedMs;
  }

  #finish(outcome: CallEvent["outcome"], status: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const report = this.#forwarding?.report ?? null;
    this.#settle(outcome, report);
    this.#collector?.release();
    const { events, priceOf, telemetry } = this.#plane.ports;
    const { cache } = this.#writer.own;
    if (cache !== null && this.#reservation !== null) telemetry.count("llm_proxy.cache.requests", CACHE_LABELS[cache]);
    const durationMs = this.#elapsedMs();
    const event = callEvent(
      {
        id: this.#id,
        startedEpochMs: this.#startedEpochMs,
        method: this.#request.method ?? "",
        path: this.#path,
        grant: this.#grant,
        model: this.#shape.model,
        isStream: this.#shape.isStream,
        status,
        outcome,
        durationMs,
        timeToFirstByteMs: this.#firstByteMs,
        report,
      },
      priceOf,
    );
    this.#telemetry.end(event, Math.max(0, durationMs - this.#bodyMs - (report?.upstreamMs ?? 0)));
    // Strangers have no project to tell of, and a flood of them must not push out the events of those who have.
    if (this.#grant !== null) events.publish(event);
  }

  #settle(outcome: CallEvent["outcome"], report: ForwardReport | null): void {
    const reservation = this.#reservation;
    if (reservation === null) return;
    const estimatedTokens = this.#estimatedTokens;
    const tokens = tokensToSettle({ outcome, bodyBytes: this.#body.length, estimatedTokens }, report);
    if (tokens === null) reservation.release();
    else reservation.settle(tokens);
  }
}

const API_PREFIX = "/v1";

const CACHE_LABELS = {
  hit: { result: "hit" },
  "conditional-hit": { result: "conditional-hit" },
  miss: { result: "miss" },
  stored: { result: "stored" },
  bypass: { result: "bypass" },
} as const satisfies Record<CacheResult, { readonly result: string }>;

const ignore = (): undefined => undefined;

const pathOf = (url: string): string => {
  const query = url.indexOf("?");
  return query < 0 ? url : url.slice(0, query);
};

const oneHeader = (value: string | string[] | undefined): string | null => (typeof value === "string" ? value : null);
