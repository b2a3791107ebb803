import type { AdoptedNetworkOptions } from "../environment/environment-options.js";
import type { ResolvedNetwork } from "./resolved-network.js";

/** A VPC that exists, in the terms of one that is made. */
export function resolveAdoptedNetwork({ adopt }: AdoptedNetworkOptions): ResolvedNetwork {
  const privateSubnetIds = [...(adopt.privateSubnets ?? [])];
  return {
    source: {
      kind: "adopt",
      vpcId: adopt.vpcId,
      publicSubnetIds: [...adopt.publicSubnets],
      privateSubnetIds,
      // Nothing there has a public address, whatever the subnet's routes are.
      dataSubnetIds: [...(adopt.dataSubnets ?? adopt.privateSubnets ?? adopt.publicSubnets)],
      endpointsSecurityGroupId: adopt.interfaceEndpoints?.securityGroupId ?? null,
    },
    cidr: adopt.cidr ?? null,
    zones: [...adopt.zones],
    nat: { kind: adopt.egress === "nat" ? "existing" : "none" },
    taskSubnets: privateSubnetIds.length === 0 ? "public" : "private",
    interfaceEndpoints: [...new Set(adopt.interfaceEndpoints?.services ?? [])].toSorted(),
    flowLogs: null,
  };
}

/** The network of another environment; whoever owns it decides over all of it. */
export const resolveSharedNetwork = (of: string, owner: ResolvedNetwork): ResolvedNetwork => ({
  ...owner,
  // An adopted VPC is known by its ids, to whoever shares it as well.
  source: owner.source.kind === "adopt" ? owner.source : { kind: "shared", of },
  nat: { kind: owner.nat.kind === "none" ? "none" : "existing" },
  flowLogs: null,
});
