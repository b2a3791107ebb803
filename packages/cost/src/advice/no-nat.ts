import { recordOf } from "@fairlead/check";
import { runsOnEc2 } from "../resources/service-tasks.js";
import { addressesOf } from "./nat-addresses.js";
import { type Adviser, withProperties } from "./proposal.js";

/** An address on each task instead of NAT: cheaper as long as there are fewer than ten tasks for each gateway. */
export const noNat: Adviser = ({ graph }) => {
  const services = graph.ofType("AWS::ECS::Service");
  // A task on EC2 and a function in the VPC can have no public address.
  const others = graph
    .ofType("AWS::Lambda::Function")
    .filter(({ properties }) => properties["VpcConfig"] !== undefined);
  const gateways = graph.ofType("AWS::EC2::NatGateway");
  if (gateways.length === 0 || services.length === 0 || others.length > 0 || services.some(runsOnEc2)) return null;
  const addresses = new Set(gateways.flatMap((gateway) => addressesOf(gateway, graph)));
  return {
    name: "no-nat",
    what: "Give each task a public IPv4 in place of NAT gateways.",
    risk: "Between the internet and a task stand its security group's rules alone, and a partner can't be given a fixed address to let in.",
    change: (resource) => {
      if (gateways.includes(resource) || addresses.has(resource)) return null;
      if (!services.includes(resource)) return "kept";
      const network = recordOf(recordOf(resource.properties["NetworkConfiguration"])["AwsvpcConfiguration"]);
      return withProperties(resource, {
        NetworkConfiguration: { AwsvpcConfiguration: { ...network, AssignPublicIp: "ENABLED" } },
      });
    },
  };
};
