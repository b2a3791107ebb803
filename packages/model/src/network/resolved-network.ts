/** How tasks reach the internet. */
export type NatChoice =
  | { readonly kind: "none" }
  | { readonly kind: "instance"; readonly instanceType: string }
  | { readonly kind: "gateway"; readonly count: number }
  /** There is a way out that was not made here. */
  | { readonly kind: "existing" };

/** Whose VPC it is. */
export type ResolvedNetworkSource =
  | { readonly kind: "create" }
  | ({ readonly kind: "adopt" } & AdoptedNetwork)
  /** Another environment's of this app, taken by the exports of its stack. */
  | { readonly kind: "shared"; readonly of: string };

/** A VPC that exists; each list has one subnet for each zone, in their order. */
export interface AdoptedNetwork {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  /** Empty: tasks run in the public subnets. */
  readonly privateSubnetIds: readonly string[];
  readonly dataSubnetIds: readonly string[];
  /** `null`: no interface endpoints are known. */
  readonly endpointsSecurityGroupId: string | null;
}

export interface ResolvedNetwork {
  readonly source: ResolvedNetworkSource;
  /** The VPC's IPv4 block, e.g. `10.0.0.0/16`; `null` where an adopted VPC's is not stated. */
  readonly cidr: string | null;
  /** Names of the availability zones, e.g. `us-east-1a`; two or three. */
  readonly zones: readonly string[];
  readonly nat: NatChoice;
  /** `public` only without NAT: tasks then carry a public address, still reachable from nowhere but their load balancer. */
  readonly taskSubnets: "public" | "private";
  /** Services reached by an interface endpoint, in CDK's words, e.g. `secretsmanager`; the S3 gateway endpoint is always there, it is free. */
  readonly interfaceEndpoints: readonly string[];
  /** `null` where the VPC is not made here: its owner decides. */
  readonly flowLogs: { readonly traffic: "ALL" | "REJECT"; readonly retentionDays: number } | null;
}
