import { expectPresent } from "@fairlead/errors";
import type { ResolvedNetwork } from "@fairlead/model";
import { type SubnetConfiguration, SubnetType } from "aws-cdk-lib/aws-ec2";

/**
 * The subnets of each zone. Tasks get an eighth of the network each zone, since every Fargate task takes an address of its own
 * and a canary doubles them; load balancers and data need few (1/64 each).
 */
export function subnetLayout({ cidr: block, nat }: ResolvedNetwork): SubnetConfiguration[] {
  const cidr = expectPresent(block, "The block of the VPC");
  const networkMask = Number(cidr.slice(cidr.indexOf("/") + 1));
  const edge: SubnetConfiguration = {
    name: "Public",
    subnetType: SubnetType.PUBLIC,
    cidrMask: loadBalancerMask(networkMask),
    // What must be public says so itself: load balancers, NAT, and tasks in an environment without NAT.
    mapPublicIpOnLaunch: false,
  };
  const data: SubnetConfiguration = {
    name: "Isolated",
    subnetType: SubnetType.PRIVATE_ISOLATED,
    cidrMask: smallMask(networkMask),
  };
  if (nat.kind === "none") return [{ ...edge, cidrMask: largeMask(networkMask) }, data];
  const tasks: SubnetConfiguration = {
    name: "Private",
    subnetType: SubnetType.PRIVATE_WITH_EGRESS,
    cidrMask: largeMask(networkMask),
  };
  return [tasks, edge, data];
}

/** AWS allows no subnet smaller than /28. */
const smallMask = (networkMask: number): number => Math.min(networkMask + 6, 28);
/**
 * A load balancer wants a /27 and eight free addresses in each of its subnets.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html (2026-11)
 */
const loadBalancerMask = (networkMask: number): number => Math.min(networkMask + 6, 27);
const largeMask = (networkMask: number): number => Math.min(networkMask + 3, 28);
