import type { TemplateGraph } from "@fairlead/check";
import type { Assembly, TemplateResource } from "@fairlead/constructs";
import type { Proposal } from "./proposal.js";

/** An assembly as it would be after a proposal; good for prices alone, since nothing follows a reference to what went. */
export function changedAssembly(
  assembly: Assembly,
  graph: TemplateGraph,
  { change, added = {} }: Pick<Proposal, "change" | "added">,
): Assembly {
  return {
    ...assembly,
    stacks: assembly.stacks.map((stack, at) => ({
      ...stack,
      template: {
        ...stack.template,
        Resources: {
          ...Object.fromEntries(
            Object.entries(stack.template.Resources).flatMap(([id, before]): [string, TemplateResource][] => {
              const resource = graph.resource(stack.name, id);
              const after = resource === null || change === undefined ? "kept" : change(resource);
              if (after === null) return [];
              return [[id, after === "kept" ? before : after]];
            }),
          ),
          ...(at === 0 ? added : {}),
        },
      },
    })),
  };
}
