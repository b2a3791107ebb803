import type { TokenUsage } from "../providers/token-usage.js";

/** One call through the gateway, as the sinks get it. Holds no prompt, no answer and no secret. */
export interface CallEvent {
  /** The request's id; a sink that sees it twice may drop one. */
  readonly id: string;
  /** ISO time of the request's arrival. */
  readonly at: string;
  readonly projectId: string;
  readonly tokenId: string;
  readonly method: string;
  readonly path: string;
  readonly model: string | null;
  /** Who answered at last; `null`: nobody was reached, or the cache answered. */
  readonly provider: string | null;
  readonly status: number;
  readonly outcome: "success" | "upstream-error" | "gateway-error" | "cancelled" | "truncated" | "cache-hit";
  readonly isStream: boolean;
  readonly durationMs: number;
  readonly timeToFirstByteMs: number | null;
  readonly usage: TokenUsage | null;
  /** US dollars by the price table of the configuration; `null`: the model has no price there. */
  readonly costUsd: number | null;
  readonly attempts: readonly {
    readonly provider: string;
    readonly status: number | null;
    readonly error: string | null;
  }[];
}
