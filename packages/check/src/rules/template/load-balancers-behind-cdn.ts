import type { GraphResource } from "../../templates/graph-resource.js";
import { recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";

/** A load balancer that distributions ask by name over the internet. */
export interface LoadBalancerBehindCdn {
  readonly loadBalancer: GraphResource;
  /** Names of the headers that each distribution adds, in small letters. */
  readonly headers: ReadonlySet<string>;
}

/** The load balancers that a distribution of the templates has as an origin; a VPC origin needs no open door and is none of these. */
export function loadBalancersBehindCdn(graph: TemplateGraph): LoadBalancerBehindCdn[] {
  const headers = new Map<GraphResource, Set<string>>();
  for (const { stack, properties } of graph.ofType("AWS::CloudFront::Distribution")) {
    for (const origin of recordsOf(recordOf(properties["DistributionConfig"])["Origins"])) {
      if (origin["CustomOriginConfig"] === undefined) continue;
      for (const { resource } of graph.referencesIn(stack, origin["DomainName"])) {
        if (resource.type !== "AWS::ElasticLoadBalancingV2::LoadBalancer") continue;
        headers.set(resource, new Set([...(headers.get(resource) ?? []), ...headersOf(origin)]));
      }
    }
  }
  return [...headers].map(([loadBalancer, names]) => ({ loadBalancer, headers: names }));
}

const headersOf = (origin: Readonly<Record<string, unknown>>): string[] =>
  recordsOf(origin["OriginCustomHeaders"]).flatMap(({ HeaderName: name }) => textOf(name)?.toLowerCase() ?? []);
