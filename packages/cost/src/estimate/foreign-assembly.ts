import type { Assembly, Template } from "@fairlead/constructs";

/** Templates of any origin as an assembly that knows no parts of a description; by the name of their stack. */
export const foreignAssembly = (templates: Readonly<Record<string, Template>>): Assembly => ({
  directory: "",
  stacks: Object.entries(templates).map(([name, template]) => ({
    name,
    role: name,
    templateFile: `${name}.template.json`,
    template,
    dependsOn: [],
  })),
  resources: Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([logicalId, { Type }]) => ({
      stack,
      logicalId,
      type: Type,
      constructPath: `${stack}/${logicalId}`,
      address: null,
    })),
  ),
  violations: [],
});
