import { recordOf } from "@fairlead/check";
import type { TemplateResource } from "@fairlead/constructs";
import { hasPublicAddress } from "../resources/service-tasks.js";
import { addressesOf } from "./nat-addresses.js";
import { type Adviser, withProperties } from "./proposal.js";

/** Fairlead's own NAT instance: 5 Gbit/s in bursts, 64 Mbit/s at all times (https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html, 2026-11). */
const INSTANCE_TYPE = "t4g.micro";

/** One small instance, as Fairlead's `nat: "instance"` makes it, in place of all NAT gateways: no GB is charged, and an hour costs a fifth. */
export const natInstance: Adviser = ({ graph }) => {
  const gateways = graph.ofType("AWS::EC2::NatGateway");
  const [first, ...others] = gateways;
  if (first === undefined) return null;
  const addresses = new Set(others.flatMap((gateway) => addressesOf(gateway, graph)));
  return {
    name: "nat-instance",
    what: `Run one NAT instance (${INSTANCE_TYPE}) instead of ${others.length === 0 ? "the NAT gateway" : `${gateways.length} NAT gateways`}.`,
    risk: `An instance carries 64 Mbit/s at all times and is yours to renew; while it is exchanged${others.length === 0 ? "" : " or its zone is away"}, no task has a way out.`,
    change: (resource) => {
      if (resource === first) return natInstanceOf({});
      return others.includes(resource) || addresses.has(resource) ? null : "kept";
    },
  };
};

const natInstanceOf = (properties: Readonly<Record<string, unknown>>): TemplateResource => ({
  Type: "AWS::EC2::Instance",
  Properties: { InstanceType: INSTANCE_TYPE, BlockDeviceMappings: [{ Ebs: { VolumeSize: 8 } }], ...properties },
});

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
      AdvisedNatInstance: natInstanceOf({ NetworkInterfaces: [{ AssociatePublicIpAddress: true }] }),
    },
  };
};
