import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { numberOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";
import { containersOfService } from "./services-of.js";

/** Ports that the containers of a service open, and the one that ECS registers. */
const portsOf = (graph: TemplateGraph, service: GraphResource): readonly number[] =>
  [
    ...containersOfService(graph, service).flatMap((container) => recordsOf(container["PortMappings"])),
    ...recordsOf(service.properties["LoadBalancers"]),
  ].flatMap(({ ContainerPort: port }) => numberOf(port) ?? []);

export const healthCheckPortMismatch: TemplateRule = {
  code: "HealthCheckPortMismatch",
  severity: "error",
  title: "A health check asks a port that nothing opens",
  why: "Every check fails: the targets get no requests, and ECS replaces the tasks again and again.",
  fix: "Leave HealthCheckPort away, so that it is the port that requests are sent to.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((service) =>
      recordsOf(service.properties["LoadBalancers"]).flatMap(({ TargetGroupArn: arn }) => {
        const group = graph.follow(service.stack, arn)?.resource;
        const asked = numberOf(group?.properties["HealthCheckPort"]);
        const ports = [...new Set(portsOf(graph, service))];
        if (group === undefined || asked === undefined || ports.includes(asked)) return [];
        return [
          {
            resource: group,
            message: `${describeResource(group)} asks for health on port ${asked}, but the tasks of ${describeResource(service)} open ${ports.join(", ")}.`,
          },
        ];
      }),
    ),
};
