import { describeResource } from "../../templates/graph-resource.js";
import { listOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

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
      .filter(({ properties }) => Array.isArray(properties["Subnets"]) && listOf(properties["Subnets"]).length < 2)
      .map((resource) => ({ resource, message: `${describeResource(resource)} has a subnet in one zone only.` })),
};
