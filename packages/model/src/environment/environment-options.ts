import type { BackupOptions } from "../backup/backup-options.js";
import type { AlertsOptions } from "../observability/alerts-options.js";
import type { BudgetOptions } from "./budget-options.js";
import type { TierName } from "./resolved-environment.js";
import type { TierOverrides } from "./tier-values.js";
import type { UsageOptions } from "./usage-options.js";

/** The host that the app answers on. */
export interface DomainOptions {
  /** For example `llm.example.com`. */
  readonly host: string;
  /**
   * The public hosted zone of the records. `"create"` makes one named after the host. Default: the parent domain's zone is
   * adopted (`llm.example.com` lies in `example.com`), because most teams have their zone already; its id becomes a template
   * parameter unless it is stated here.
   */
  readonly hostedZone?: "create" | { readonly name: string; readonly id?: string | undefined } | undefined;
  /** ARN of an ACM certificate in the same region; default one is issued for every host of the ingress. */
  readonly certificate?: string | undefined;
}

/** How tasks reach the internet. */
export type NatOptions =
  "none" | "instance" | "gateway" | "gateway-per-zone" | { readonly instance: string } | { readonly gateways: number };

/** A network that is made here. */
export interface NewNetworkOptions {
  /** IPv4 block of the VPC, /16 to /24; default `10.0.0.0/16`. */
  readonly cidr?: string | undefined;
  /** Default the tier's. */
  readonly nat?: NatOptions | undefined;
  /** Services reached without the internet, in CDK's words, e.g. `["secretsmanager"]`; default the tier's: none. */
  readonly interfaceEndpoints?: readonly string[] | undefined;
}

/** A VPC that exists: nothing of it is changed, only security groups with their rules are made in it. */
export interface AdoptedNetworkOptions {
  readonly adopt: {
    /** For example `vpc-0123456789abcdef0`. */
    readonly vpcId: string;
    /** Its IPv4 block; for the reader, since nothing depends on it. */
    readonly cidr?: string | undefined;
    /** Two or three availability zones, in the order in which the subnets are listed. */
    readonly zones: readonly string[];
    /** One for each zone: subnets with a route to an internet gateway. The load balancer stands here. */
    readonly publicSubnets: readonly string[];
    /** One for each zone: where tasks run. Default the public ones, and then every task carries a public address. */
    readonly privateSubnets?: readonly string[] | undefined;
    /** One for each zone: where databases and caches are. Default the private subnets, or the public ones. */
    readonly dataSubnets?: readonly string[] | undefined;
    /**
     * How the private subnets reach the internet: `nat` by whatever their route tables lead to (a NAT, a transit gateway, a proxy),
     * `none` not at all. Must be stated with `privateSubnets`: nobody can read it off their ids.
     */
    readonly egress?: "nat" | "none" | undefined;
    /** Services that the VPC has interface endpoints for, in CDK's words, e.g. `["ecr.api"]`, and their security group. */
    readonly interfaceEndpoints?:
      { readonly services: readonly string[]; readonly securityGroupId: string } | undefined;
  };
}

export type NetworkOptions = NewNetworkOptions | AdoptedNetworkOptions;

/** Another environment of the app whose network and load balancer are used. */
export interface SharingOptions {
  /** Its name; it must be deployed first, in the same region and account. */
  readonly of: string;
  /**
   * Any text; changes the places that the environment's rules take among those of all others. To be set when two environments want the
   * same place.
   */
  readonly prioritySalt?: string | undefined;
  /**
   * Whether a certificate of the load balancer covers this environment's hosts already, e.g. one for `*.dev.example.com`. Default false, but
   * true where both environments adopt the same one: a certificate is added to the load balancer's.
   */
  readonly hasCertificate?: boolean | undefined;
}

export interface EnvironmentOptions {
  /** How much the environment is meant to withstand: `minimal`, `standard` or `production`. */
  readonly tier: TierName;
  /** For example `us-east-1`. */
  readonly region: string;
  /** Twelve digits; default whatever account the credentials belong to at deployment. */
  readonly account?: string | undefined;
  /** Two or three availability zones, e.g. `["eu-west-1a", "eu-west-1b"]`; default the region's first, as many as the tier has. */
  readonly zones?: readonly string[] | undefined;
  /** Default none: the load balancer answers on its own name over plain HTTP. */
  readonly domain?: string | DomainOptions | undefined;
  /**
   * Email addresses that are told when an alarm rings: `["team@example.com"]`, or `{ warning: […], critical: […] }` where not everybody is
   * to be woken. Default nobody.
   */
  readonly alerts?: AlertsOptions | undefined;
  /** What the environment may cost a month; default no budget. */
  readonly budget?: BudgetOptions | undefined;
  /** A daily backup of all data by AWS Backup; default of the volumes alone, which have none otherwise, as long as the tier says. */
  readonly backup?: BackupOptions | undefined;
  readonly network?: NetworkOptions | undefined;
  /**
   * The name of another environment whose network and load balancer this one uses, e.g. previews those of `dev`. It answers on a host of
   * its own. Default none: each environment has its own.
   */
  readonly shares?: string | SharingOptions | undefined;
  /** What a month brings, for the estimate of costs; default a small team's app. Nothing is built for it. */
  readonly usage?: UsageOptions | undefined;
  /** Cells of the tier's table that are different here. */
  readonly overrides?: TierOverrides | undefined;
}
