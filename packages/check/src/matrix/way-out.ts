import { isTrue, listOf } from "../templates/read-value.js";
import type { GraphResource } from "../templates/graph-resource.js";
import type { TemplateGraph } from "../templates/template-graph.js";

/**
 * How a subnet is joined to the internet by its route table's default route. `unknown`: the subnet is in none of the templates, or
 * its table is not.
 */
export type WayOut = "internet-gateway" | "nat" | "none" | "unknown";

const NAT_PROPERTIES = ["NatGatewayId", "NetworkInterfaceId", "InstanceId", "TransitGatewayId"] as const;
const EVERYWHERE = ["0.0.0.0/0", "::/0"];

const isAbout =
  (graph: TemplateGraph, property: string, resource: GraphResource) =>
  ({ stack, properties }: GraphResource): boolean =>
    graph.follow(stack, properties[property])?.resource === resource;

/** The default route of a subnet, as `AWS::EC2::Route` has it. */
function wayOutOf(graph: TemplateGraph, subnet: GraphResource): WayOut {
  const association = graph.ofType("AWS::EC2::SubnetRouteTableAssociation").find(isAbout(graph, "SubnetId", subnet));
  const table =
    association === undefined ? null : graph.follow(association.stack, association.properties["RouteTableId"]);
  if (table === null) return "unknown";
  const routes = graph.ofType("AWS::EC2::Route").filter(isAbout(graph, "RouteTableId", table.resource));
  const defaults = routes.filter(({ properties }) =>
    [properties["DestinationCidrBlock"], properties["DestinationIpv6CidrBlock"]].some(
      (range) => typeof range === "string" && EVERYWHERE.includes(range),
    ),
  );
  if (defaults.some(({ properties }) => properties["GatewayId"] !== undefined)) return "internet-gateway";
  return defaults.some(({ properties }) => NAT_PROPERTIES.some((name) => properties[name] !== undefined))
    ? "nat"
    : "none";
}

/** The ways out of a list of subnets as a template names them, each once. */
export function waysOutOf(graph: TemplateGraph, stack: string, subnets: unknown): readonly WayOut[] {
  const ways = listOf(subnets).map((value): WayOut => {
    const subnet = graph.follow(stack, value)?.resource;
    return subnet?.type === "AWS::EC2::Subnet" ? wayOutOf(graph, subnet) : "unknown";
  });
  return [...new Set(ways)];
}

/** Whether a property says yes in any of the words that CloudFormation's types have for it. */
export const isEnabled = (value: unknown): boolean =>
  isTrue(value) || value === "ENABLED" || value === "internet-facing";
