/** How tasks reach the internet. */
export type NatChoice =
  | { readonly kind: "none" }
  | { readonly kind: "instance"; readonly instanceType: string }
  | { readonly kind: "gateway"; readonly count: number };

export interface ResolvedNetwork {
  /** The VPC's IPv4 block, e.g. `10.0.0.0/16`. */
  readonly cidr: string;
  /** Names of the availability zones, e.g. `us-east-1a`; two or three. */
  readonly zones: readonly string[];
  readonly nat: NatChoice;
  /** `public` only without NAT: tasks then carry a public address, still reachable from nowhere but their load balancer. */
  readonly taskSubnets: "public" | "private";
  /** Services reached by an interface endpoint, in CDK's words, e.g. `secretsmanager`; the S3 gateway endpoint is always there, it is free. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogs: { readonly traffic: "ALL" | "REJECT"; readonly retentionDays: number };
}
