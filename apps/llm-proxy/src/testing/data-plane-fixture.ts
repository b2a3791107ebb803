import { createServer } from "node:http";
import type { Grant } from "../access/grant.js";
import type { CachedResponse, CacheableRequest, ResponseCache } from "../cache/response-cache.js";
import { createDataPlane, type DataPlane } from "../data-plane/create-data-plane.js";
import type { DataPlanePorts } from "../data-plane/ports.js";
import { requestIds } from "../data-plane/request-id.js";
import { DATA_PLANE_DEFAULTS, type DataPlaneSettings } from "../data-plane/settings.js";
import type { CallEvent } from "../events/call-event.js";
import type { LimitAsk, LimitDecision, Limiter } from "../limits/limiter.js";
import { groq } from "../providers/groq/groq.js";
import { openai } from "../providers/openai/openai.js";
import type { AttemptResult, Telemetry } from "../telemetry/telemetry.js";
import { BREAKER_DEFAULTS } from "../upstream/breaker.js";
import { RETRY_DEFAULTS } from "../upstream/retry-policy.js";
import { Upstream } from "../upstream/upstream.js";
import { UPSTREAM_DEFAULTS, type Hop, type UpstreamSettings } from "../upstream/upstream-settings.js";
import { hash } from "node:crypto";
import { listenOnLoopback } from "./listen-on-loopback.js";

export const TEST_TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
export const TEST_TOKEN = "sk-test-token";
export const TEST_PROVIDER_KEY = "provider-key-of-the-server";

export const testGrant = (changes: Partial<Grant> = {}): Grant => ({
  tokenId: "token-1",
  projectId: "project-1",
  projectName: "Search",
  expiresAtMs: null,
  isActive: true,
  projectIsActive: true,
  limits: { requestsPerMinute: null, tokensPerMinute: null, maxRequests: null, maxTokens: null },
  policy: { endpoints: [], models: [], origins: [] },
  providerKeys: [],
  ...changes,
});

/** Admits all, or what it is told; remembers every settlement. */
class FakeLimiter implements Limiter {
  readonly asks: LimitAsk[] = [];
  /** Tokens settled, or `released`. */
  readonly settlements: (number | "released")[] = [];
  decide: (() => LimitDecision) | null = null;

  reserve(ask: LimitAsk): Promise<LimitDecision> {
    this.asks.push(ask);
    if (this.decide !== null) return Promise.resolve(this.decide());
    return Promise.resolve({ kind: "admitted", reservation: this.#reservation(), state: null });
  }

  /** Also for decisions that a test makes itself. */
  admitted(state: (LimitDecision & { kind: "admitted" })["state"]): LimitDecision {
    return { kind: "admitted", reservation: this.#reservation(), state };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #reservation() {
    return {
      settle: (tokens: number) => void this.settlements.push(tokens),
      release: () => void this.settlements.push("released"),
    };
  }
}

/** Keeps everything that says `public`, by URL and body. */
export class FakeCache implements ResponseCache {
  readonly kept = new Map<string, CachedResponse>();

  find(request: CacheableRequest): Promise<CachedResponse | null> {
    return Promise.resolve(this.kept.get(keyOf(request)) ?? null);
  }

  mayStore(_: CacheableRequest, status: number, headers: Readonly<Record<string, string>>): boolean {
    return status === 200 && (headers["cache-control"] ?? "").includes("public");
  }

  store(request: CacheableRequest, response: Omit<CachedResponse, "ageSeconds">): void {
    this.kept.set(keyOf(request), { ...response, ageSeconds: 7 });
  }

  purge(): Promise<number> {
    return Promise.resolve(0);
  }
}

const keyOf = (request: CacheableRequest): string =>
  `${request.projectId} ${request.provider} ${request.method} ${request.url} ${request.body.toString()}`;

interface RecordedEnd {
  readonly event: CallEvent;
  readonly overheadMs: number;
}

interface RecordedAttempt {
  readonly provider: string;
  readonly model: string | null;
  ends: number;
  chunks: number;
  answer: AttemptResult["answer"];
}

class FakeTelemetry implements Telemetry {
  readonly ends: RecordedEnd[] = [];
  readonly attempts: RecordedAttempt[] = [];
  /** Names with their labels, e.g. `llm_proxy.cache.requests hit`. */
  readonly counts: string[] = [];

  startCall() {
    return {
      traceparent: null,
      startAttempt: ({ provider, model }: { readonly provider: string; readonly model: string | null }) => {
        const attempt: RecordedAttempt = { provider, model, ends: 0, chunks: 0, answer: null };
        this.attempts.push(attempt);
        return {
          isTraced: true,
          traceparent: TEST_TRACEPARENT,
          chunk: () => {
            attempt.chunks++;
          },
          end: ({ answer }: AttemptResult) => {
            attempt.ends++;
            attempt.answer = answer;
          },
        };
      },
      end: (event: CallEvent, overheadMs: number) => void this.ends.push({ event, overheadMs }),
    };
  }

  metricsPage(): Promise<string> {
    return Promise.resolve("");
  }

  count(name: string, attributes: Readonly<Record<string, string>>): void {
    this.counts.push([name, ...Object.values(attributes)].join(" "));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export interface FixtureOptions {
  readonly chain: readonly Hop[];
  readonly upstream?: Partial<UpstreamSettings>;
  readonly settings?: Partial<DataPlaneSettings>;
  readonly grant?: Grant;
  readonly cache?: ResponseCache;
  readonly grants?: DataPlanePorts["grants"];
}

export interface DataPlaneFixture extends AsyncDisposable {
  readonly origin: string;
  readonly plane: DataPlane;
  readonly limiter: FakeLimiter;
  readonly events: CallEvent[];
  readonly telemetry: FakeTelemetry;
  readonly drainState: { isDraining: boolean };
  /** Resolves once so many calls have ended. */
  ended(count: number): Promise<void>;
}

/** Patient: on a busy machine, nothing that works may look as if it hung. */
export const TEST_UPSTREAM = {
  retry: { ...RETRY_DEFAULTS, maxRetries: 0, baseDelayMs: 1 },
  breaker: BREAKER_DEFAULTS,
  timeouts: { connectMs: 30_000, firstByteMs: 30_000, idleMs: 30_000, totalMs: 60_000 },
  hold: { ...UPSTREAM_DEFAULTS.hold, streamMs: 5000 },
  heartbeatMs: 5000,
  connectionsPerOrigin: 64,
  certificateAuthority: null,
  sendsTraceContext: false,
} as const satisfies Omit<UpstreamSettings, "chain">;

/** For providers that do hang: short enough to wait for. */
export const IMPATIENT = { ...TEST_UPSTREAM.timeouts, firstByteMs: 400, idleMs: 400 } as const;

/** A chain of two: Groq first, then OpenAI; both are scripted upstreams. */
export const hops = (first: string, second?: string): Hop[] => [
  { name: "groq", provider: groq(`${first}/openai/v1`), key: TEST_PROVIDER_KEY, models: {} },
  ...(second === undefined
    ? []
    : [{ name: "openai", provider: openai(`${second}/v1`), key: "second-provider-key", models: {} }]),
];

/** The data plane behind a real server, with fakes for all its other ports. */
export async function startDataPlane(options: FixtureOptions): Promise<DataPlaneFixture> {
  const clock = { epochMs: () => performance.timeOrigin + performance.now(), monotonicMs: () => performance.now() };
  const limiter = new FakeLimiter();
  const telemetry = new FakeTelemetry();
  const events: CallEvent[] = [];
  const drainState = { isDraining: false };
  const upstream = new Upstream(
    { ...TEST_UPSTREAM, ...options.upstream, chain: options.chain },
    { clock, random: () => 0.5 },
  );
  const grant = options.grant ?? testGrant();
  const tokenHash = hash("sha256", TEST_TOKEN, "base64url");
  const plane = createDataPlane(
    {
      grants: options.grants ?? { find: (found) => (found === tokenHash ? grant : null) },
      limiter,
      cache: options.cache ?? null,
      events: {
        publish: (event) => void events.push(event),
        state: { published: 0, acknowledged: 0, dropped: 0, spooled: 0 },
        close: () => Promise.resolve(),
      },
      telemetry,
      upstream,
      keys: { open: (projectId, key) => `opened-${projectId}-${key.provider}` },
      priceOf: (_, usage) => usage.inputTokens / 1_000_000,
      clock,
      newRequestId: requestIds(clock),
      drainState,
    },
    { ...DATA_PLANE_DEFAULTS, ...options.settings },
  );
  const server = createServer((request, response) => {
    plane.handle(request, response);
  });
  const listener = await listenOnLoopback(server);
  return {
    origin: listener.origin,
    plane,
    limiter,
    events,
    telemetry,
    drainState,
    ended: async (count) => {
      while (telemetry.ends.length < count || plane.inFlight > 0)
        await new Promise((resolve) => setTimeout(resolve, 2));
    },
    [Symbol.asyncDispose]: async () => {
      await listener.close();
      await upstream.close();
    },
  };
}
