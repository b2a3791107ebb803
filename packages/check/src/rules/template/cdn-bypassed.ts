import { securityGroupRules } from "../../reach/security-group-rules.js";
import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";
import { loadBalancersBehindCdn } from "./load-balancers-behind-cdn.js";

const EVERYONE: ReadonlySet<string> = new Set(["0.0.0.0/0", "::/0"]);

/** The security groups of a load balancer, as places. */
const groupsOf = (graph: TemplateGraph, { stack, properties }: GraphResource): string[] =>
  listOf(properties["SecurityGroups"]).flatMap((group) => {
    const resource = graph.follow(stack, group)?.resource;
    return resource === undefined ? [] : [`${resource.stack}/${resource.logicalId}`];
  });

export const cdnBypassed: TemplateRule = {
  code: "CdnBypassed",
  severity: "error",
  title: "A load balancer behind CloudFront is open to the world",
  why: "Whoever asks the load balancer itself comes past the firewall, the rate limit and the access log of CloudFront.",
  fix: "Let in CloudFront's managed prefix list (com.amazonaws.global.cloudfront.origin-facing) alone.",
  link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  check: (graph) => {
    const open = new Set(
      securityGroupRules(graph).flatMap(({ direction, group, peer }) =>
        direction === "in" && group.kind === "group" && peer.kind === "range" && EVERYONE.has(peer.cidr)
          ? [`${group.stack}/${group.logicalId}`]
          : [],
      ),
    );
    return loadBalancersBehindCdn(graph)
      .map(({ loadBalancer }) => loadBalancer)
      .filter((loadBalancer) => groupsOf(graph, loadBalancer).some((group) => open.has(group)))
      .map((resource) => ({
        resource,
        message: `${describeResource(resource)} is behind CloudFront, but its security group lets in every address.`,
      }));
  },
};
