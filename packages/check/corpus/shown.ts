import { edgesOf } from "../src/reach/reachable-edges.js";
import { partyName } from "../src/reach/party.js";
import type { TemplateGraph } from "../src/templates/template-graph.js";

/** Whether the container that ECS registers and every way from the load balancer to a service agree on one port. */
export const portOfTheContainer =
  (port: number) =>
  (graph: TemplateGraph): boolean => {
    const registered = graph
      .ofType("AWS::ECS::Service")
      .map(({ properties }) => JSON.stringify(properties["LoadBalancers"]));
    const ways = edgesOf(graph).filter(({ from, to }) => partyName(from) === "ingress" && to.kind === "group");
    return (
      registered.length > 0 &&
      registered.every((entries) => entries.includes(`"ContainerPort":${port}`)) &&
      ways.length > 0 &&
      ways.every(({ fromPort, toPort }) => fromPort === port && toPort === port)
    );
  };
