import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { partyKey } from "../../reach/party.js";
import { edgesOf, type NetworkEdge } from "../../reach/reachable-edges.js";
import { listOf, numberOf, recordOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

function groupsIn(graph: TemplateGraph, stack: string, value: unknown): string[] {
  return listOf(value).flatMap((item) => {
    const group = graph.follow(stack, item)?.resource;
    if (group?.type !== "AWS::EC2::SecurityGroup") return [];
    return [`${group.stack}/${group.logicalId}`];
  });
}

const serviceGroups = (graph: TemplateGraph, { stack, properties }: GraphResource): string[] =>
  groupsIn(
    graph,
    stack,
    recordOf(recordOf(properties["NetworkConfiguration"])["AwsvpcConfiguration"])["SecurityGroups"],
  );

const balancerGroups = (graph: TemplateGraph): string[] =>
  graph
    .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
    .flatMap(({ stack, properties }) => groupsIn(graph, stack, properties["SecurityGroups"]));

const leads = (edge: NetworkEdge, from: readonly string[], to: readonly string[], port: number): boolean =>
  from.includes(partyKey(edge.from)) && to.includes(partyKey(edge.to)) && edge.fromPort <= port && port <= edge.toPort;

export const unreachableTargets: TemplateRule = {
  code: "UnreachableTargets",
  severity: "error",
  title: "The load balancer can't reach its targets",
  why: "The security groups are closed between them: every health check fails and the deployment rolls back.",
  fix: "Let the load balancer's group out to the container's port, and the service's group let it in.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
  check: (graph) => {
    const edges = edgesOf(graph);
    const from = balancerGroups(graph);
    return graph.ofType("AWS::ECS::Service").flatMap((resource) => {
      const to = serviceGroups(graph, resource);
      const ports = recordsOf(resource.properties["LoadBalancers"]).flatMap(
        (target) => numberOf(target["ContainerPort"]) ?? [],
      );
      // Groups of which the templates know nothing can't be judged.
      if (from.length === 0 || to.length === 0) return [];
      return [...new Set(ports)]
        .filter((port) => !edges.some((edge) => leads(edge, from, to, port)))
        .map((port) => ({
          resource,
          message: `No security group rule lets the load balancer reach ${describeResource(resource)} on port ${port}.`,
        }));
    });
  },
};
