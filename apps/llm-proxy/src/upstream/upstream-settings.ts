import type { Provider } from "../providers/provider.js";
import type { BreakerSettings } from "./breaker.js";
import type { ModelMap } from "./model-map.js";
import type { RetrySettings } from "./retry-policy.js";

/** One provider in the chain, in the order of the configuration. */
export interface Hop {
  /** As the configuration and projects' keys name it, e.g. `google`. */
  readonly name: string;
  readonly provider: Provider;
  /** The server's own key; `null`: only projects with a key of their own get here. */
  readonly key: string | null;
  readonly models: ModelMap;
}

export interface UpstreamSettings {
  readonly chain: readonly Hop[];
  readonly retry: RetrySettings;
  readonly breaker: BreakerSettings;
  readonly timeouts: UpstreamTimeouts;
  readonly hold: HoldSettings;
  /** Silence after which a stream gets a comment, so that no load balancer takes it for dead. */
  readonly heartbeatMs: number;
  readonly connectionsPerOrigin: number;
  /** PEM of one that is trusted beside Node's own; `null`: those suffice. */
  readonly certificateAuthority: string | null;
  /** Whether providers get the `traceparent` of traced calls. */
  readonly sendsTraceContext: boolean;
}

interface UpstreamTimeouts {
  readonly connectMs: number;
  /** From the request to the first byte of the answer's head. */
  readonly firstByteMs: number;
  /** Between two chunks of an answer. */
  readonly idleMs: number;
  /** Over all tries at all providers, until an answer begins. */
  readonly totalMs: number;
}

export interface HoldSettings {
  /** A stream without content by then gets its head and heartbeats; it can still fail over. */
  readonly streamMs: number;
  /** So many bytes without content are handed on as they are. */
  readonly streamBytes: number;
  /** Answers up to this size are complete before the caller sees their head, so that a cut one can fail over. */
  readonly bodyBytes: number;
}

export const UPSTREAM_DEFAULTS = {
  timeouts: {
    /** A healthy provider connects within 200 ms; three seconds allow one lost SYN. */
    connectMs: 3000,
    /** undici's 300 s kill reasoning calls that answer at once at their end; ten minutes is what OpenAI's client waits. */
    firstByteMs: 600_000,
    /** Reasoning models fall silent for a minute between chunks; two say that the stream is dead. */
    idleMs: 120_000,
    /** As OpenAI's client waits by default. */
    totalMs: 600_000,
  },
  hold: {
    /** Half of the 60 s after which an Application Load Balancer drops a silent connection by default. */
    streamMs: 30_000,
    streamBytes: 64 * 1024,
    /** Nearly every chat completion; larger answers (embeddings, audio) are piped. */
    bodyBytes: 256 * 1024,
  },
  /** As OpenRouter does it. */
  heartbeatMs: 15_000,
  /** More at once than one process of Node serves; providers bound it long before. */
  connectionsPerOrigin: 1024,
  certificateAuthority: null,
  /** Ids of one's own traces are nobody else's business. */
  sendsTraceContext: false,
} as const satisfies Partial<UpstreamSettings>;
