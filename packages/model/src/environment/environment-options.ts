import type { BackupOptions } from "../backup/backup-options.js";
import type { TierName } from "./resolved-environment.js";
import type { TierOverrides } from "./tier-values.js";

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

export interface NetworkOptions {
  /** IPv4 block of the VPC, /16 to /24; default `10.0.0.0/16`. */
  readonly cidr?: string | undefined;
  /** Default the tier's. */
  readonly nat?: NatOptions | undefined;
  /** Services reached without the internet, in CDK's words, e.g. `["secretsmanager"]`; default the tier's: none. */
  readonly interfaceEndpoints?: readonly string[] | undefined;
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
  /** Email addresses that are told when an alarm rings. */
  readonly alerts?: readonly string[] | undefined;
  /** US dollars a month, from which on the alerts are told; default no budget. */
  readonly budget?: { readonly monthlyUsd: number } | undefined;
  /** A daily backup of all data by AWS Backup; default of the volumes alone, which have none otherwise, as long as the tier says. */
  readonly backup?: BackupOptions | undefined;
  readonly network?: NetworkOptions | undefined;
  /** Cells of the tier's table that are different here. */
  readonly overrides?: TierOverrides | undefined;
}
