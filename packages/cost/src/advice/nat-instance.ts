import { recordOf } from "@fairlead/check";
import { hasPublicAddress } from "../resources/service-tasks.js";
import { type Adviser, withProperties } from "./proposal.js";

/** Fairlead's own NAT instance: 5 Gbit/s in bursts, 64 Mbit/s at all times (https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html, 2026-11). */
const INSTANCE_TYPE = "t4g.micro";

/** Each NAT gateway as a small instance: no GB is charged, and hours cost a tenth. */
export const natInstance: Adviser = ({ graph }) => {
  const gateways = graph.ofType("AWS::EC2::NatGateway").length;
  if (gateways === 0) return null;
  return {
    name: "nat-instance",
    what: `Run ${gateways === 1 ? "a NAT instance" : `${gateways} NAT instances`} (${INSTANCE_TYPE}) instead of NAT gateways.`,
    risk: "An instance carries 64 Mbit/s at all times, is yours to renew, and while it is exchanged its subnets have no way out.",
    change: (resource) =>
      resource.type === "AWS::EC2::NatGateway"
        ? {
            Type: "AWS::EC2::Instance",
            Properties: { InstanceType: INSTANCE_TYPE, BlockDeviceMappings: [{ Ebs: { VolumeSize: 8 } }] },
          }
        : "kept",
  };
};

/** The address of each task as one of a NAT instance: an address costs 3.65 USD a month, whoever has it. */
export const fewerAddresses: Adviser = ({ graph }) => {
  const open = graph.ofType("AWS::ECS::Service").filter(hasPublicAddress);
  if (open.length === 0) return null;
  return {
    name: "fewer-addresses",
    what: `Take the public IPv4 from the tasks of ${open.length} ${open.length === 1 ? "service" : "services"} and let them out through one NAT instance (${INSTANCE_TYPE}).`,
    risk: "One instance is the way out of all zones: while it is exchanged or its zone is away, no task reaches anything outside.",
    change: (resource) => {
      if (!open.includes(resource)) return "kept";
      const network = recordOf(recordOf(resource.properties["NetworkConfiguration"])["AwsvpcConfiguration"]);
      return withProperties(resource, {
        NetworkConfiguration: { AwsvpcConfiguration: { ...network, AssignPublicIp: "DISABLED" } },
      });
    },
    added: {
      AdvisedNatInstance: {
        Type: "AWS::EC2::Instance",
        Properties: {
          InstanceType: INSTANCE_TYPE,
          BlockDeviceMappings: [{ Ebs: { VolumeSize: 8 } }],
          NetworkInterfaces: [{ AssociatePublicIpAddress: true }],
        },
      },
    },
  };
};
