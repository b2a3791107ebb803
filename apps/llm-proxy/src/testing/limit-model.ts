import type { GrantLimits } from "../access/grant.js";
import { fits, WINDOW_MS, type WindowUse } from "../limits/sliding-window.js";

/** The rules once more, as simply as they can be said. */
export class LimitModel {
  #startMs: number | null = null;
  #uses: { readonly windowMs: number; requests: number; tokens: number }[] = [];
  #life = { requests: 0, tokens: 0 };
  readonly #limits: GrantLimits;

  constructor(limits: GrantLimits) {
    this.#limits = limits;
  }

  admits(nowMs: number, tokens: number): boolean {
    const { requestsPerMinute, tokensPerMinute, maxRequests, maxTokens } = this.#limits;
    const windowMs = this.#windowAt(nowMs);
    const use = (kind: "requests" | "tokens"): WindowUse => ({
      current: this.#sum(windowMs, kind),
      previous: this.#sum(windowMs - WINDOW_MS, kind),
      elapsedMs: nowMs - windowMs,
    });
    if (maxRequests !== null && this.#life.requests + 1 > maxRequests) return false;
    if (maxTokens !== null && this.#life.tokens + tokens > maxTokens) return false;
    if (requestsPerMinute !== null && !fits(use("requests"), 1, requestsPerMinute)) return false;
    if (tokensPerMinute !== null && !fits(use("tokens"), tokens, tokensPerMinute)) return false;
    this.#startMs = windowMs;
    this.#uses.push({ windowMs, requests: 1, tokens });
    this.#life.requests += 1;
    this.#life.tokens += tokens;
    return true;
  }

  #windowAt(nowMs: number): number {
    if (this.#startMs === null || nowMs - this.#startMs >= 2 * WINDOW_MS) return nowMs;
    return nowMs - this.#startMs >= WINDOW_MS ? this.#startMs + WINDOW_MS : this.#startMs;
  }

  #sum(windowMs: number, kind: "requests" | "tokens"): number {
    return this.#uses.filter((use) => use.windowMs === windowMs).reduce((sum, use) => sum + use[kind], 0);
  }
}
