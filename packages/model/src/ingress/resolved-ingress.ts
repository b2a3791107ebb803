/** The public load balancer of an environment. */
export interface ResolvedIngress {
  readonly loadBalancer: ResolvedLoadBalancer;
  /** Every host that a rule or the certificate needs; empty without a domain. */
  readonly hosts: readonly string[];
  /** What CloudFront in front of it demands; `null`: clients connect to it themselves. */
  readonly cdn: {
    /** How long CloudFront waits for each next byte. */
    readonly responseTimeoutSeconds: number;
  } | null;
  /** Sorted by priority; what matches none of them is answered with 404. */
  readonly routes: readonly ResolvedRoute[];
  /** How long the load balancer waits for the next byte; 1 to 4000. */
  readonly idleTimeoutSeconds: number;
  /** `null`: plain HTTP, because there is no domain to issue a certificate for. */
  readonly tls: { readonly policy: string } | null;
  /** IPv4 ranges that may connect at all. */
  readonly allowedCidrs: readonly string[];
  readonly waf: ResolvedWaf | null;
  readonly accessLogs: { readonly retentionDays: number };
  readonly deletionProtection: boolean;
}

/** Whose load balancer it is. Of one that isn't made here only rules, certificates and target groups are. */
export type ResolvedLoadBalancer =
  | { readonly kind: "create" }
  | ({ readonly kind: "adopt"; readonly hasCertificate: boolean } & AdoptedLoadBalancer)
  /** Another environment's of this app, taken by the exports of its stack. `hasCertificate`: one that covers the hosts. */
  | { readonly kind: "shared"; readonly of: string; readonly hasCertificate: boolean };

/** A load balancer that exists. */
export interface AdoptedLoadBalancer {
  readonly arn: string;
  readonly listenerArn: string;
  readonly securityGroupId: string;
  readonly dnsName: string;
  readonly canonicalHostedZoneId: string;
}

export interface ResolvedRoute {
  /** Stable: it follows from the host and the path alone, so that a new route renumbers no other. 1 to 50000. */
  readonly priority: number;
  /** Of the rule by which a new revision is asked before it gets traffic; `null`: nobody asks. Stable as well. */
  readonly testPriority: number | null;
  /** `null`: any host. */
  readonly host: string | null;
  /** ALB path pattern, e.g. `/v1/*`. */
  readonly path: string;
  /** IPv4 ranges that the rule answers to; empty: all that reach the load balancer. At most what the five values of a rule leave. */
  readonly sourceCidrs: readonly string[];
  readonly action:
    | {
        readonly kind: "forward";
        readonly service: string;
        /** `null`: everyone. */
        readonly signIn: ResolvedSignIn | null;
      }
    /** Answered by CloudFront; the load balancer has no rule for it. */
    | { readonly kind: "site"; readonly site: string }
    | { readonly kind: "not-found" };
}

/** Whose users are let through, once they have signed in on Cognito's pages. */
export interface ResolvedSignIn {
  readonly userPool: string;
  readonly sessionSeconds: number;
}

export interface ResolvedWaf {
  /** AWS managed rule groups in order of evaluation, e.g. `AWSManagedRulesCommonRuleSet`. */
  readonly managedRuleGroups: readonly {
    readonly name: string;
    /** Rules that only count: they misfire on what this kind of app sends. */
    readonly countOnly: readonly string[];
  }[];
  /** Requests of one address in five minutes before it is blocked. */
  readonly rateLimitPerFiveMinutes: number;
}
