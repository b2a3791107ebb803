import { listOf, textOf } from "@fairlead/check";
import { type Adviser, withProperties } from "./proposal.js";

const LEAST_ZONES = 2;

/** A load balancer has an address in each zone, of which it needs two. */
export const fewerZones: Adviser = ({ graph }) => {
  const wide = graph
    .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
    .filter(
      ({ properties }) =>
        textOf(properties["Scheme"]) === "internet-facing" && listOf(properties["Subnets"]).length > LEAST_ZONES,
    );
  if (wide.length === 0) return null;
  return {
    name: "fewer-zones",
    what: "Let the load balancer stand in two zones, with one public IPv4 in each.",
    risk: "With one of two zones away half of the capacity is left, and not two thirds.",
    change: (resource) =>
      wide.includes(resource)
        ? withProperties(resource, { Subnets: listOf(resource.properties["Subnets"]).slice(0, LEAST_ZONES) })
        : "kept",
  };
};
