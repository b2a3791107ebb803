import type { ResolvedApp } from "@fairlead/model";
import type { DeployedStack } from "../stacks/stacks.js";

/** Where an environment answers: its hosts, or, where it has none, what CloudFront or the load balancer is called. */
export function urlsOf({ ingress, cdn }: ResolvedApp, stacks: readonly DeployedStack[]): readonly string[] {
  const hosts = (ingress?.hosts ?? []).filter((host) => !host.includes("*"));
  if (hosts.length > 0) return hosts.map((host) => `https://${host}`);
  const outputs = stacks.flatMap((stack) => Object.entries(stack.outputs));
  const [prefix, scheme] = cdn === null ? ["LoadBalancerName", "http"] : ["DistributionName", "https"];
  return outputs.filter(([key]) => key.startsWith(prefix)).map(([, name]) => `${scheme}://${name}`);
}
