import { type GraphResource, listOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { applicationUnits, networkUnits } from "./capacity-units.js";
import { INTERNET_OUT } from "./data-transfer.js";
import { answeredGb, requestsAssumption } from "./traffic.js";
import { priced, type Surroundings } from "./treatment.js";

/** A load balancer: its hours, capacity units, addresses, and what leaves through it. All traffic is shared out over all of them. */
export const loadBalancer = priced((balancer, around) => {
  const { properties } = balancer;
  const isPublic = textOf(properties["Scheme"]) !== "internal";
  const zones = Math.max(1, listOf(properties["Subnets"]).length, listOf(properties["SubnetMappings"]).length);
  const count = around.graph.ofType(balancer.type).length;
  const assumption = sharedAssumption(around, count);
  const charges = [hours(balancer), units(balancer, { around, count, assumption })];
  if (!isPublic) return charges;
  return [
    ...charges,
    {
      price: { service: "VPC", item: "public IPv4 in use" },
      what: `public IPv4, one in each of ${zones} zones`,
      quantity: fixed(zones * HOURS_PER_MONTH),
      assumption: null,
    },
    // What CloudFront fetches from an origin in AWS leaves it for nothing.
    {
      price: INTERNET_OUT,
      what: "GB to callers",
      quantity: fixed(hasCdn(around) ? 0 : answeredGb(around.usage) / count),
      assumption,
    },
  ];
});

const isNetwork = ({ properties }: GraphResource): boolean => textOf(properties["Type"]) === "network";

const hours = (balancer: GraphResource): Charge => ({
  price: { service: isNetwork(balancer) ? "NLB" : "ALB", item: "load balancer hour" },
  what: "hours",
  quantity: fixed(HOURS_PER_MONTH),
  assumption: null,
});

interface Load {
  readonly around: Surroundings;
  readonly count: number;
  readonly assumption: string;
}

function units(balancer: GraphResource, { around, count, assumption }: Load): Charge {
  const { graph, usage } = around;
  const perMonth = isNetwork(balancer)
    ? networkUnits(usage) / count
    : applicationUnits(usage, { share: 1 / count, rules: rulesOf(balancer, graph) });
  return {
    price: isNetwork(balancer) ? { service: "NLB", item: "NLCU hour" } : { service: "ALB", item: "LCU hour" },
    what: "capacity unit hours",
    quantity: fixed(perMonth * HOURS_PER_MONTH),
    assumption,
  };
}

function rulesOf(balancer: GraphResource, graph: Surroundings["graph"]): number {
  const follow = (from: GraphResource | undefined, property: string): GraphResource | undefined =>
    from === undefined ? undefined : graph.follow(from.stack, from.properties[property])?.resource;
  return graph
    .ofType("AWS::ElasticLoadBalancingV2::ListenerRule")
    .filter((rule) => follow(follow(rule, "ListenerArn"), "LoadBalancerArn") === balancer).length;
}

const hasCdn = ({ graph }: Surroundings): boolean => graph.ofType("AWS::CloudFront::Distribution").length > 0;

const sharedAssumption = ({ usage }: Surroundings, count: number): string =>
  `${requestsAssumption(usage)}${count === 1 ? "" : `, over ${count} load balancers`}`;
