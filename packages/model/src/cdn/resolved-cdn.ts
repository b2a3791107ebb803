import type { ResolvedWaf } from "../ingress/resolved-ingress.js";
import type { PriceClass } from "./cdn.js";

/** CloudFront in front of an environment: its ingress, its sites, or both. All of it lies in `us-east-1`. */
export interface ResolvedCdn {
  /** One for each host, sorted by name: a host never moves from one to another when routes come and go. */
  readonly distributions: readonly ResolvedDistribution[];
  readonly priceClass: PriceClass;
  /** `null`: the distributions answer on CloudFront's own names. */
  readonly certificate: { readonly kind: "create" } | { readonly kind: "adopt"; readonly arn: string } | null;
  /** The firewall of the ingress, which stands here instead of before the load balancer. */
  readonly waf: ResolvedWaf | null;
  /** IPv4 ranges that may ask at all; empty: everyone. */
  readonly allowedCidrs: readonly string[];
  readonly accessLogs: { readonly retentionDays: number };
}

export interface ResolvedDistribution {
  /** The host, or what it leads to where there is none: `ingress`, or the site's name. */
  readonly name: string;
  /** `null`: CloudFront's own name. */
  readonly host: string | null;
  /** The first that matches answers; the last is for `/*`. */
  readonly behaviors: readonly ResolvedBehavior[];
}

export interface ResolvedBehavior {
  /** As in a load balancer's rule, e.g. `/api/*`. */
  readonly path: string;
  readonly to:
    | {
        readonly kind: "ingress";
        /** Priority of the one rule that answers here, where only some may use it; `null`: any rule that is open to all. */
        readonly rule: number | null;
      }
    | { readonly kind: "site"; readonly site: string };
  /** IPv4 ranges that it answers to; empty: all that may ask at all. */
  readonly sourceCidrs: readonly string[];
}
