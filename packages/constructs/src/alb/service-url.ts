import type { ResolvedApp, ResolvedService } from "@fairlead/model";
import type { IApplicationLoadBalancer } from "aws-cdk-lib/aws-elasticloadbalancingv2";

/**
 * Scheme and host at which a service answers: the environment's domain where a route of it is there, or the host of another of its
 * routes, or the load balancer's own without a domain. `check-traffic-gates` of the model refuses what has neither.
 */
export function serviceUrl(
  { ingress, environment }: ResolvedApp,
  service: ResolvedService,
  { loadBalancerDnsName }: IApplicationLoadBalancer,
): string {
  const hosts = (ingress?.routes ?? []).flatMap(({ action, host }) =>
    action.kind === "forward" && action.service === service.name && host !== null && !host.includes("*") ? [host] : [],
  );
  const own = environment.domain?.host;
  const host = own !== undefined && hosts.includes(own) ? own : (hosts[0] ?? own);
  if (host === undefined) return `http://${loadBalancerDnsName}`;
  return `${ingress?.tls === null ? "http" : "https"}://${host}`;
}
