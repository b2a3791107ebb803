import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { numberOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

type Properties = Readonly<Record<string, unknown>>;

/** The ports that a container of a task definition listens on; `null`: the container isn't there. */
function portsOf({ properties }: GraphResource, containerName: unknown): readonly (number | undefined)[] | null {
  const container = recordsOf(properties["ContainerDefinitions"]).find(({ Name: name }) => name === containerName);
  return container === undefined
    ? null
    : recordsOf(container["PortMappings"]).map((mapping) => numberOf(mapping["ContainerPort"]));
}

function mismatch(graph: TemplateGraph, service: GraphResource, target: Properties): string | null {
  const taskDefinition = graph.follow(service.stack, service.properties["TaskDefinition"])?.resource;
  const port = numberOf(target["ContainerPort"]);
  if (taskDefinition === undefined || port === undefined) return null;
  const ports = portsOf(taskDefinition, target["ContainerName"]);
  if (ports === null) return `has no container "${String(target["ContainerName"])}"`;
  return ports.includes(port) ? null : `listens on ${ports.join(", ") || "no port"}`;
}

export const targetGroupPortMismatch: TemplateRule = {
  code: "TargetGroupPortMismatch",
  severity: "error",
  title: "The load balancer asks a port that the container doesn't open",
  why: "ECS refuses the service, or every health check fails and the deployment rolls back.",
  fix: "Use one number for the container's port and its target group's.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((resource) =>
      recordsOf(resource.properties["LoadBalancers"]).flatMap((target) => {
        const difference = mismatch(graph, resource, target);
        return difference === null
          ? []
          : [
              {
                resource,
                message: `${describeResource(resource)} is sent requests on port ${String(target["ContainerPort"])}, but its task definition ${difference}.`,
              },
            ];
      }),
    ),
};
