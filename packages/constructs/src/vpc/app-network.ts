import { expectPresent, Fault } from "@fairlead/errors";
import type { AdoptedNetwork, ResolvedApp, ResolvedNetwork } from "@fairlead/model";
import { Annotations, type Stack } from "aws-cdk-lib";
import { IpAddresses, type IVpc, Vpc } from "aws-cdk-lib/aws-ec2";
import { environmentPrefix } from "../stacks/resource-names.js";
import { type SharedValue, sharedValue, type SharingOwner } from "../stacks/shared-export.js";
import { hardenNatInstances, type NatParts } from "./nat-provider.js";
import { subnetLayout } from "./subnet-layout.js";

/** The VPC of an environment; `own`: the one that is made here, `null` where there is none. */
export interface AppNetwork {
  readonly vpc: IVpc;
  readonly own: Vpc | null;
  /** Of interface endpoints that aren't made here; `null`: none are known. */
  readonly endpointsSecurityGroupId: string | null;
}

export function appNetwork(stack: Stack, app: ResolvedApp, nat: NatParts): AppNetwork {
  const { source } = app.network;
  switch (source.kind) {
    case "create": {
      const own = makeVpc(stack, app, nat);
      return { vpc: own, own, endpointsSecurityGroupId: null };
    }
    case "adopt":
      return importNetwork(stack, app.network, source);
    case "shared":
      return importNetwork(stack, app.network, sharedNetwork(app, { appName: app.name, environment: source.of }));
  }
}

/** The exports of {@link offeredSubnets}, in the place of ids that are written out. */
function sharedNetwork({ network }: ResolvedApp, owner: SharingOwner): AdoptedNetwork {
  const subnets = (kind: "public" | "private" | "data"): string[] =>
    network.zones.map((_, index) => sharedValue(owner, `${kind}-subnet-${index + 1}`));
  return {
    vpcId: sharedValue(owner, "vpc-id"),
    publicSubnetIds: subnets("public"),
    privateSubnetIds: network.taskSubnets === "public" ? [] : subnets("private"),
    dataSubnetIds: subnets("data"),
    endpointsSecurityGroupId:
      network.interfaceEndpoints.length === 0 ? null : sharedValue(owner, "endpoints-security-group-id"),
  };
}

/** What a VPC that is made here offers to other environments, by name. */
export const offeredSubnets = (vpc: Vpc): readonly (readonly [SharedValue, string])[] =>
  [
    ["public", vpc.publicSubnets] as const,
    ["private", vpc.privateSubnets] as const,
    ["data", vpc.isolatedSubnets] as const,
  ].flatMap(([kind, subnets]) =>
    subnets.map(({ subnetId }, index): readonly [SharedValue, string] => [`${kind}-subnet-${index + 1}`, subnetId]),
  );

function importNetwork(stack: Stack, { zones }: ResolvedNetwork, network: AdoptedNetwork): AppNetwork {
  const vpc = Vpc.fromVpcAttributes(stack, "Vpc", {
    vpcId: network.vpcId,
    availabilityZones: [...zones],
    publicSubnetIds: [...network.publicSubnetIds],
    ...(network.privateSubnetIds.length === 0 ? {} : { privateSubnetIds: [...network.privateSubnetIds] }),
    isolatedSubnetIds: [...network.dataSubnetIds],
  });
  Annotations.of(vpc).acknowledgeWarning(
    "@aws-cdk/aws-ec2:noSubnetRouteTableId",
    "Routes are the affair of whoever made the VPC; nothing here asks for them.",
  );
  return { vpc, own: null, endpointsSecurityGroupId: network.endpointsSecurityGroupId };
}

function makeVpc(stack: Stack, app: ResolvedApp, nat: NatParts): Vpc {
  if (nat.kind === "existing") throw new Fault("NatOfNobody", "A VPC that is made here has no way out that exists.");
  const vpc = new Vpc(stack, "Vpc", {
    vpcName: environmentPrefix(app),
    ipAddresses: IpAddresses.cidr(expectPresent(app.network.cidr, "The block of the VPC")),
    availabilityZones: [...app.network.zones],
    subnetConfiguration: subnetLayout(app.network),
    // The default security group admits only its own members, and nothing here is one: every construct is given its groups.
    // Closing it too takes a Lambda function that may change security groups, which is the greater risk of the two.
    restrictDefaultSecurityGroup: false,
    ...(nat.kind === "none" ? { natGateways: 0 } : { natGateways: nat.count, natGatewayProvider: nat.provider }),
  });
  if (nat.kind === "instance") hardenNatInstances(nat.provider);
  return vpc;
}
