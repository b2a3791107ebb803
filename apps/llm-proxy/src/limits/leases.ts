import type { GrantLimits } from "../access/grant.js";
import { hasRate } from "./limit-policy.js";
import { isEmpty, Lease, type Share, type TokenState } from "./lease.js";
import type { QuotaChange } from "./settlement-queue.js";
import { WINDOW_MS } from "./sliding-window.js";

export interface LeasesPorts {
  /** For how long a lease is to last; 0: there are none, and Redis decides each request. */
  readonly leaseMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  /** Has Redis asked for nothing but to take back what is left. */
  readonly giveBack: (lease: Lease) => Promise<unknown>;
  /** Redis can't be asked: what is left is kept until it can. */
  readonly keep: (tokenId: string, windowStartMs: number, change: QuotaChange) => void;
  /** Redis was asked and didn't answer: what was to come back may be back, and must not come back twice. */
  readonly lost: () => void;
}

/** What an ask carries beside its requests. */
export interface LeaseTerms {
  /** `null`: there are no leases. */
  readonly lease: Lease | null;
  readonly back: Share & { readonly windowStartMs: number };
  readonly wish: Share;
  /** For how long others must reckon with what is leased: until it ends, is given back and has arrived. */
  readonly holdMs: number;
  readonly sentAtMs: number;
}

/** What Redis answers to them. */
export interface LeaseAnswer {
  readonly share: Share;
  readonly state: TokenState;
}

/** A token that nobody used for so long begins anew; its entry is of no use to anybody. */
const IDLE_MS = 1_000;

/** The leases that this task holds, by token. */
export class Leases {
  readonly #ports: LeasesPorts;
  readonly #byToken = new Map<string, Lease>();
  readonly #sweepMs: number;
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  constructor(ports: LeasesPorts) {
    this.#ports = ports;
    this.#sweepMs = Math.max(1, ports.leaseMs / 2);
  }

  find(tokenId: string): Lease | undefined {
    return this.#byToken.get(tokenId);
  }

  /** Called when Redis is about to be asked. */
  terms(tokenId: string, limits: GrantLimits, estimates: readonly number[]): LeaseTerms {
    const { leaseMs, now } = this.#ports;
    if (leaseMs === 0) return NO_TERMS;
    const sentAtMs = now();
    const known = this.#byToken.get(tokenId);
    const back = known?.end() ?? NOTHING_BACK;
    const lease = known?.limits === limits ? known : new Lease(tokenId, limits, sentAtMs);
    if (lease !== known) this.#byToken.set(tokenId, lease);
    lease.asked(estimates, sentAtMs);
    this.#arm();
    if (lease.isAsked || this.#isClosed || estimates.length === 0)
      return { lease: null, back, wish: NOTHING_BACK, holdMs: 0, sentAtMs };
    lease.isAsked = true;
    // Half of it more until the next sweep, and as much for the way.
    return { lease, back, wish: lease.wish(leaseMs, sentAtMs), holdMs: Math.ceil(2 * leaseMs), sentAtMs };
  }

  answered({ lease, sentAtMs }: LeaseTerms, { share, state }: LeaseAnswer): void {
    if (lease === null) return;
    lease.isAsked = false;
    lease.learned(state, sentAtMs);
    if (share.requests === 0) return;
    const windowStartMs = hasRate(lease.limits) ? state.windowStartMs : 0;
    // Reckoned from before Redis was asked: by its clock the window ends no sooner.
    const windowEndMs = sentAtMs + WINDOW_MS - state.requests.elapsedMs;
    lease.granted(share, Math.min(sentAtMs + this.#ports.leaseMs, windowEndMs), windowStartMs);
    // Its token came with other limits meanwhile, or all is to end.
    if (this.#isClosed || this.#byToken.get(lease.tokenId) !== lease) this.#keep(lease);
  }

  failed({ lease, back }: LeaseTerms, tokenId: string, isSent: boolean): void {
    if (lease !== null) lease.isAsked = false;
    if (isEmpty(back)) return;
    if (isSent) this.#ports.lost();
    else this.#ports.keep(tokenId, back.windowStartMs, negated(back));
  }

  /** Gives all of them back. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await Promise.allSettled(
      [...this.#byToken.values()].filter((lease) => !lease.isEmpty).map((lease) => this.#ports.giveBack(lease)),
    );
  }

  #arm(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#sweep();
      if (this.#byToken.size > 0) this.#arm();
    }, this.#sweepMs).unref();
  }

  #sweep(): void {
    const nowMs = this.#ports.now();
    for (const [tokenId, lease] of this.#byToken) {
      if (nowMs < lease.endMs) continue;
      if (!lease.isEmpty) void this.#ports.giveBack(lease);
      else if (nowMs - lease.lastAskMs > IDLE_MS && !lease.isAsked) this.#byToken.delete(tokenId);
    }
  }

  #keep(lease: Lease): void {
    const back = lease.end();
    this.#ports.keep(lease.tokenId, back.windowStartMs, negated(back));
  }
}

const negated = ({ requests, tokens }: Share): Share => ({ requests: -requests, tokens: -tokens });

const NOTHING_BACK = { requests: 0, tokens: 0, windowStartMs: -1 } as const;

const NO_TERMS: LeaseTerms = { lease: null, back: NOTHING_BACK, wish: NOTHING_BACK, holdMs: 0, sentAtMs: 0 };
