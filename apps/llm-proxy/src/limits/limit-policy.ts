import type { GrantLimits } from "../access/grant.js";

/**
 * What holds while Redis is away. `open`: the limit doesn't. `closed`: tokens that have it get 503. `local`: each task
 * holds it by itself, so that n tasks admit up to n times as much until Redis is back.
 */
type AwayPolicy = "open" | "closed" | "local";

export interface LimitPolicy {
  /** Requests and tokens a minute. */
  readonly rate: AwayPolicy;
  /** Requests and tokens over a token's life; what was used meanwhile is added to Redis when it is back. */
  readonly quota: AwayPolicy;
}

export const LIMIT_POLICY_DEFAULTS = {
  /** An outage of Redis shouldn't become one of the gateway, nor open it to floods. */
  rate: "local",
  /** Counted on from what the task knew last. */
  quota: "local",
} as const satisfies LimitPolicy;

export const NO_LIMITS = {
  requestsPerMinute: null,
  tokensPerMinute: null,
  maxRequests: null,
  maxTokens: null,
} as const satisfies GrantLimits;

export const hasRate = (limits: GrantLimits): boolean =>
  limits.requestsPerMinute !== null || limits.tokensPerMinute !== null;

export const hasQuota = (limits: GrantLimits): boolean => limits.maxRequests !== null || limits.maxTokens !== null;

/** The limits that a task holds by itself while Redis is away; `closed`: the request must be refused. */
export function limitsWhileAway(limits: GrantLimits, policy: LimitPolicy): GrantLimits | "closed" {
  if (policy.rate === "closed" && hasRate(limits)) return "closed";
  if (policy.quota === "closed" && hasQuota(limits)) return "closed";
  return {
    requestsPerMinute: policy.rate === "local" ? limits.requestsPerMinute : null,
    tokensPerMinute: policy.rate === "local" ? limits.tokensPerMinute : null,
    maxRequests: policy.quota === "local" ? limits.maxRequests : null,
    maxTokens: policy.quota === "local" ? limits.maxTokens : null,
  };
}
