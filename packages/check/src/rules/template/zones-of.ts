import { listOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";

/** In how many zones subnets lie; one whose zone isn't in the templates counts as a zone of its own. */
export function zonesOf(graph: TemplateGraph, stack: string, subnets: unknown): number {
  const zones = listOf(subnets).map((subnet) => {
    const zone = graph.follow(stack, subnet)?.resource.properties["AvailabilityZone"];
    return zone === undefined ? JSON.stringify({ subnet }) : JSON.stringify(zone);
  });
  return new Set(zones).size;
}
