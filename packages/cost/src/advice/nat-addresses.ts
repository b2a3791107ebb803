import type { GraphResource, TemplateGraph } from "@fairlead/check";

/** The Elastic IPs of a NAT gateway, which go with it. */
export const addressesOf = ({ stack, properties }: GraphResource, graph: TemplateGraph): readonly GraphResource[] =>
  graph.referencesIn(stack, properties["AllocationId"]).map(({ resource }) => resource);
