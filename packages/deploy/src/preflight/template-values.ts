import type { AssembledStack, Assembly, TemplateResource } from "@fairlead/constructs";

/** A resource of a template with the stack that holds it. */
export interface PlacedResource {
  readonly stack: AssembledStack;
  readonly logicalId: string;
  readonly resource: TemplateResource;
}

/** All resources of some types, in the order of the stacks. */
export const resourcesOfType = ({ stacks }: Assembly, ...types: readonly string[]): readonly PlacedResource[] =>
  stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, resource]) => ({ stack, logicalId, resource })),
  );

/** A property that is written out; `null`: it isn't there, or is worked out by CloudFormation. */
export function writtenText({ Properties }: TemplateResource, property: string): string | null {
  const value = Properties?.[property];
  return typeof value === "string" ? value : null;
}
