import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";
import { type LoadBalancerBehindCdn, loadBalancersBehindCdn } from "./load-balancers-behind-cdn.js";

const forwards = (actions: unknown): boolean => recordsOf(actions).some(({ Type: type }) => type === "forward");

const asksFor = (rule: GraphResource, headers: ReadonlySet<string>): boolean =>
  recordsOf(rule.properties["Conditions"]).some(({ HttpHeaderConfig: config }) =>
    headers.has((textOf(recordOf(config)["HttpHeaderName"]) ?? "").toLowerCase()),
  );

/** Listeners that forward by default, and rules that forward, without asking for the header. */
function openWays(graph: TemplateGraph, { loadBalancer, headers }: LoadBalancerBehindCdn): GraphResource[] {
  const listeners = graph
    .ofType("AWS::ElasticLoadBalancingV2::Listener")
    .filter(({ stack, properties }) => graph.follow(stack, properties["LoadBalancerArn"])?.resource === loadBalancer);
  const rules = graph
    .ofType("AWS::ElasticLoadBalancingV2::ListenerRule")
    .filter(({ stack, properties }) =>
      listeners.some((listener) => graph.follow(stack, properties["ListenerArn"])?.resource === listener),
    );
  return [
    ...listeners.filter(({ properties }) => forwards(properties["DefaultActions"])),
    ...rules.filter((rule) => forwards(rule.properties["Actions"]) && !asksFor(rule, headers)),
  ];
}

export const originWithoutSecret: TemplateRule = {
  code: "OriginWithoutSecret",
  severity: "error",
  title: "A load balancer behind CloudFront answers anybody's distribution",
  why: "CloudFront's addresses are everybody's: whoever makes a distribution of their own with this load balancer as its origin comes past the firewall and the rate limit.",
  fix: "Let CloudFront send a secret header, let every rule that forwards ask for it, and answer 403 or 404 by default.",
  link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  check: (graph) =>
    loadBalancersBehindCdn(graph).flatMap((behind) =>
      openWays(graph, behind).map((resource) => ({
        resource,
        message: `${describeResource(resource)} forwards requests without asking for a header that CloudFront alone sends.`,
      })),
    ),
};
