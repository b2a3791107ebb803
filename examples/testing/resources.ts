import type { Assembly, TemplateResource } from "@fairlead/constructs";

/** A resource together with the place where it stands. */
export interface PlacedResource extends TemplateResource {
  readonly stack: string;
  readonly logicalId: string;
}

/** Every resource of a type in all the templates of an environment. */
export const resourcesOf = (assembly: Assembly, type: string): PlacedResource[] =>
  assembly.stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, resource]) => ({ ...resource, stack: stack.name, logicalId })),
  );
