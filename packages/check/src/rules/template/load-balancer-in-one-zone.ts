import { describeResource } from "../../templates/graph-resource.js";
import type { TemplateRule } from "../rule.js";
import { zonesOf } from "./zones-of.js";

export const loadBalancerInOneZone: TemplateRule = {
  code: "LoadBalancerInOneZone",
  severity: "error",
  title: "A load balancer is in one zone",
  why: "AWS refuses an Application Load Balancer with fewer than two zones.",
  fix: "Name subnets in two zones or more.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  check: (graph) =>
    graph
      .ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")
      .filter(({ properties }) => (properties["Type"] ?? "application") === "application")
      .filter(
        ({ stack, properties }) =>
          Array.isArray(properties["Subnets"]) && zonesOf(graph, stack, properties["Subnets"]) < 2,
      )
      .map((resource) => ({ resource, message: `${describeResource(resource)} has a subnet in one zone only.` })),
};
