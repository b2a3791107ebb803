import type { Assembly, TemplateResource, Violation } from "@fairlead/constructs";
import type { Address } from "@fairlead/model";

/** Templates by the name of their stack: resources by logical id, and outputs where there are any. */
export type StackContents = Readonly<
  Record<
    string,
    {
      readonly resources: Readonly<Record<string, TemplateResource>>;
      readonly outputs?: Readonly<Record<string, unknown>>;
    }
  >
>;

/** What a test says beside the templates. */
export interface AssemblyDetails {
  /** Address by `stack/logicalId`. */
  readonly addresses?: Readonly<Record<string, Address>>;
  readonly violations?: readonly Violation[];
}

/** An assembly of hand-written templates, for tests. */
export const anAssembly = (
  stacks: StackContents,
  { addresses = {}, violations = [] }: AssemblyDetails = {},
): Assembly => ({
  directory: "/nowhere",
  stacks: Object.entries(stacks).map(([name, { resources, outputs = {} }]) => ({
    name,
    role: name,
    templateFile: `${name}.template.json`,
    template: { Resources: resources, Outputs: outputs },
    dependsOn: [],
  })),
  resources: Object.entries(stacks).flatMap(([stack, { resources }]) =>
    Object.entries(resources).map(([logicalId, { Type }]) => ({
      stack,
      logicalId,
      type: Type,
      constructPath: `${stack}/${logicalId}/Resource`,
      address: addresses[`${stack}/${logicalId}`] ?? null,
    })),
  ),
  violations,
});
