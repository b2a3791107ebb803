import { NETWORK_ADDRESS, type ResolvedNetwork } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Where there is no NAT each task has its own way; of one that exists, whoever made it knows how many there are. */
function waysOut({ nat, zones }: ResolvedNetwork): number {
  switch (nat.kind) {
    case "none":
    case "existing":
      return zones.length;
    case "instance":
      return 1;
    case "gateway":
      return nat.count;
  }
}

export const singleNat: AppRule = {
  code: "SingleNat",
  severity: "warning",
  title: "Zones share a NAT",
  why: "When the zone of the NAT fails, tasks in the other zones can't reach a model provider, though they run on.",
  fix: "Use one NAT gateway per zone in production.",
  link: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
  check: ({ network, environment }) =>
    environment.tier === "production" && waysOut(network) < network.zones.length
      ? [
          {
            address: NETWORK_ADDRESS,
            message: `The ${network.zones.length} zones of the production environment share ${waysOut(network)} NAT to the internet.`,
          },
        ]
      : [],
};
