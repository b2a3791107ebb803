import { LRUCache } from "lru-cache";
import type { GatewayError } from "../errors/gateway-error.js";
import { Breaker, type BreakerSettings } from "./breaker.js";
import { allBreakersOpen, modelNotFound, noProvider } from "./give-up.js";
import { mapModel } from "./model-map.js";
import type { Hop } from "./upstream-settings.js";

export interface ChosenHop {
  readonly index: number;
  readonly hop: Hop;
  readonly key: string;
  readonly model: string | null;
  readonly breaker: Breaker;
}

/** As many keys as projects may bring for one provider before the oldest is forgotten. */
const MOST_KEYS = 10_000;

/** Breakers of all providers, by their base URL, and of their keys; shared by all calls. */
export type Breakers = Map<string, LRUCache<string, Breaker>>;

/** Goes down the chain once, and remembers why providers were passed over. */
export class HopChooser {
  readonly #chain: readonly Hop[];
  readonly #breakers: Breakers;
  readonly #breakerSettings: BreakerSettings;
  readonly #call: { readonly model: string | null; readonly keyFor: (hop: Hop) => string | null };
  #next = 0;
  #breakerWaitMs: number | null = null;
  #lacksModel = false;
  #refusal: GatewayError | null = null;

  constructor(
    settings: { readonly chain: readonly Hop[]; readonly breaker: BreakerSettings },
    breakers: Breakers,
    call: { readonly model: string | null; readonly keyFor: (hop: Hop) => string | null },
  ) {
    this.#chain = settings.chain;
    this.#breakerSettings = settings.breaker;
    this.#breakers = breakers;
    this.#call = call;
  }

  /** @returns `null`: the chain is at its end. */
  next(nowMs: number): ChosenHop | null {
    while (this.#next < this.#chain.length) {
      const chosen = this.#choose(this.#next++, nowMs);
      if (chosen !== null) return chosen;
    }
    return null;
  }

  /** The provider can't do what the call asks. */
  refused(error: GatewayError): void {
    this.#refusal ??= error;
  }

  /** Why no provider was tried at all. */
  explain(): GatewayError {
    if (this.#breakerWaitMs !== null) return allBreakersOpen(this.#breakerWaitMs);
    if (this.#refusal !== null) return this.#refusal;
    return this.#lacksModel ? modelNotFound(this.#call.model ?? "") : noProvider();
  }

  #choose(index: number, nowMs: number): ChosenHop | null {
    const hop = this.#chain[index];
    const key = hop === undefined ? null : this.#call.keyFor(hop);
    if (hop === undefined || key === null) return null;
    const model = this.#call.model === null ? null : mapModel(hop.models, this.#call.model);
    if (model === null && this.#call.model !== null) {
      this.#lacksModel = true;
      return null;
    }
    const breaker = this.#breakerOf(hop, key);
    const waitMs = breaker.acquire(nowMs);
    if (waitMs === 0) return { index, hop, key, model, breaker };
    this.#breakerWaitMs = Math.min(waitMs, this.#breakerWaitMs ?? waitMs);
    return null;
  }

  #breakerOf(hop: Hop, key: string): Breaker {
    const { baseUrl } = hop.provider;
    let ofKeys = this.#breakers.get(baseUrl);
    if (ofKeys === undefined) {
      ofKeys = new LRUCache({ max: MOST_KEYS });
      this.#breakers.set(baseUrl, ofKeys);
    }
    let breaker = ofKeys.get(key);
    if (breaker === undefined) {
      breaker = new Breaker(this.#breakerSettings);
      ofKeys.set(key, breaker);
    }
    return breaker;
  }
}
