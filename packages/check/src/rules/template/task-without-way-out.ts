import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, recordOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

/** What a task needs to be pulled and to start, by the ends of the endpoint services' names; the layers come from S3. */
const NEEDED_ENDPOINTS = ["ecr.api", "ecr.dkr", "s3"] as const;
const EVERYWHERE = "0.0.0.0/0";

function hasDefaultRoute(graph: TemplateGraph, subnet: GraphResource): boolean {
  const tables = graph
    .ofType("AWS::EC2::SubnetRouteTableAssociation")
    .filter(({ stack, properties }) => graph.follow(stack, properties["SubnetId"])?.resource === subnet)
    .map(({ stack, properties }) => graph.follow(stack, properties["RouteTableId"])?.resource);
  return graph
    .ofType("AWS::EC2::Route")
    .some(
      ({ stack, properties }) =>
        properties["DestinationCidrBlock"] === EVERYWHERE &&
        tables.includes(graph.follow(stack, properties["RouteTableId"])?.resource),
    );
}

/** A service's name may be composed of the region; its end is what tells it. */
const serviceNameOf = ({ properties }: GraphResource): string => {
  const name = properties["ServiceName"];
  return textOf(name) ?? JSON.stringify(name ?? "").replace(/["\]}]+$/, "");
};

const hasEndpoints = (graph: TemplateGraph): boolean =>
  NEEDED_ENDPOINTS.every((end) =>
    graph.ofType("AWS::EC2::VPCEndpoint").some((endpoint) => serviceNameOf(endpoint).endsWith(`.${end}`)),
  );

export const taskWithoutWayOut: TemplateRule = {
  code: "TaskWithoutWayOut",
  severity: "error",
  title: "Tasks can't reach the internet or an endpoint",
  why: "A task in a private subnet without NAT or endpoints can't pull its image, read its secrets or write its log: it never starts.",
  fix: "Add a NAT gateway or the interface endpoints, or give the tasks public addresses.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((resource) => {
      const network = recordOf(recordOf(resource.properties["NetworkConfiguration"])["AwsvpcConfiguration"]);
      const subnets = listOf(network["Subnets"]).map((subnet) => graph.follow(resource.stack, subnet)?.resource);
      const known = subnets.filter((subnet) => subnet?.type === "AWS::EC2::Subnet");
      const cutOff = known.filter((subnet) => subnet !== undefined && !hasDefaultRoute(graph, subnet));
      return cutOff.length === 0 || hasEndpoints(graph)
        ? []
        : [
            {
              resource,
              message: `${describeResource(resource)} runs in ${cutOff.length} subnets without a way out of the VPC.`,
            },
          ];
    }),
};
