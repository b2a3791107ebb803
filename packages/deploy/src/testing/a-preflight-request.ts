import type { Assembly, TemplateResource } from "@fairlead/constructs";
import type { Address, ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import type { PreflightRequest } from "../preflight/preflight-rule.js";

/** Resources by stack (`Vpc`, `Data`, …) and logical id, with the address of what each was made for. */
export type StackContents = Readonly<
  Record<string, Readonly<Record<string, TemplateResource & { readonly address?: Address }>>>
>;

/** The LLM Proxy about to be deployed, with as much of its templates as a test is about. */
export const aPreflightRequest = (
  { app = aResolvedApp(), ...change }: Partial<PreflightRequest> & { readonly app?: ResolvedApp } = {},
  contents: StackContents = {},
): PreflightRequest => ({
  target: { app, assembly: assemblyOf(app, contents), descriptionHash: "0".repeat(64) },
  parameters: {},
  outsideImages: [],
  despiteAlarms: false,
  secrets: { given: [], isAsked: false },
  ...change,
});

const assemblyOf = ({ name, environment }: ResolvedApp, contents: StackContents): Assembly => {
  const stacks = Object.entries(contents).map(([role, resources]) => ({
    name: `${name}-${environment.name}-${role}`,
    role,
    templateFile: `${role}.template.json`,
    template: { Resources: resources },
    dependsOn: [],
  }));
  return {
    directory: "/nowhere",
    stacks,
    resources: stacks.flatMap(({ name: stack, role }) =>
      Object.entries(contents[role] ?? {}).map(([logicalId, { Type, address }]) => ({
        stack,
        logicalId,
        type: Type,
        constructPath: `${stack}/${logicalId}`,
        address: address ?? null,
      })),
    ),
    violations: [],
  };
};
