import type { ResolvedAlertTopic } from "../observability/resolved-alerts.js";
import type { ResolvedBudget } from "./resolved-budget.js";
import type { ResolvedUsage } from "./resolved-usage.js";

/** How much an environment is meant to withstand; each tier is a table of defaults (`tiers.ts`). */
export type TierName = (typeof TIER_NAMES)[number];

/** From the cheapest to the one that withstands most. */
export const TIER_NAMES = ["minimal", "standard", "production"] as const;

export interface ResolvedEnvironment {
  readonly name: string;
  readonly tier: TierName;
  /** For example `us-east-1`. */
  readonly region: string;
  /** Twelve digits; `null` while the account is whatever the credentials say at deployment. */
  readonly account: string | null;
  /** `null`: no host name, the load balancer answers on its own name over plain HTTP. */
  readonly domain: ResolvedDomain | null;
  /** Who is told when an alarm rings: each level is of one topic. */
  readonly alertTopics: readonly ResolvedAlertTopic[];
  /** `null`: no budget was stated. */
  readonly budget: ResolvedBudget | null;
  /** What an estimate of costs counts on. */
  readonly usage: ResolvedUsage;
}

export interface ResolvedDomain {
  /** The host that the app answers on, e.g. `llm.example.com`. */
  readonly host: string;
  /**
   * The public hosted zone that the records go to. `create` makes it; `adopt` takes an existing one, whose id becomes a
   * template parameter when it is not stated here (`null`).
   */
  readonly hostedZone:
    | { readonly kind: "create"; readonly name: string }
    | { readonly kind: "adopt"; readonly name: string; readonly id: string | null };
  /** `create`: ACM issues a certificate for every host of the ingress, validated by DNS. */
  readonly certificate: { readonly kind: "create" } | { readonly kind: "adopt"; readonly arn: string };
}
