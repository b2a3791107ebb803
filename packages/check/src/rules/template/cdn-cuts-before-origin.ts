import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { numberOf, recordOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

/** CloudFront's own. */
const DEFAULT_READ_TIMEOUT_SECONDS = 30;

/** How long a load balancer waits, where its template says so: whoever does has long answers. */
function statedIdleTimeout({ properties }: GraphResource): number | undefined {
  const attribute = recordsOf(properties["LoadBalancerAttributes"]).find(
    ({ Key: key }) => key === "idle_timeout.timeout_seconds",
  );
  return numberOf(attribute?.["Value"]);
}

interface Way {
  readonly loadBalancer: GraphResource;
  readonly waitsSeconds: number;
}

/** The load balancers that a distribution asks, and for how long it waits for the next byte of each. */
const waysOf = (graph: TemplateGraph, { stack, properties }: GraphResource): Way[] =>
  recordsOf(recordOf(properties["DistributionConfig"])["Origins"]).flatMap((origin) => {
    const config = recordOf(origin["CustomOriginConfig"] ?? origin["VpcOriginConfig"]);
    return graph
      .referencesIn(stack, origin["DomainName"])
      .filter(({ resource }) => resource.type === "AWS::ElasticLoadBalancingV2::LoadBalancer")
      .map(({ resource: loadBalancer }) => ({
        loadBalancer,
        waitsSeconds: numberOf(config["OriginReadTimeout"]) ?? DEFAULT_READ_TIMEOUT_SECONDS,
      }));
  });

export const cdnCutsBeforeOrigin: TemplateRule = {
  code: "CdnCutsBeforeOrigin",
  severity: "warning",
  title: "CloudFront gives up before the load balancer does",
  why: "A model that thinks for longer than CloudFront waits for the next byte is answered for with 504, although the load balancer would have waited.",
  fix: "Set OriginReadTimeout to what the load balancer's idle timeout is, as far as the account's quota allows, or let the app send a heartbeat.",
  link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginResponseTimeout",
  check: (graph) =>
    graph
      .ofType("AWS::CloudFront::Distribution")
      // A description that lets CloudFront wait for less has said so: its streams send something in between.
      .filter(({ address }) => address === null)
      .flatMap((resource) =>
        waysOf(graph, resource).flatMap(({ loadBalancer, waitsSeconds }) => {
          const idleSeconds = statedIdleTimeout(loadBalancer);
          if (idleSeconds === undefined || idleSeconds <= waitsSeconds) return [];
          return [
            {
              resource,
              message: `${describeResource(resource)} waits ${waitsSeconds} s for the next byte, ${describeResource(loadBalancer)} waits ${idleSeconds} s.`,
            },
          ];
        }),
      ),
};
