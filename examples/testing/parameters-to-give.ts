import { imageParameterName } from "@fairlead/constructs";
import type { Plan } from "./plan-of.js";

/**
 * Template parameters that whoever deploys has to give, as `<stack>:<name>`: `fairlead deploy` finds the digests of images and the id
 * of a hosted zone, which the description names, by itself.
 */
export function parametersToGive({ app, assembly }: Pick<Plan, "app" | "assembly">): readonly string[] {
  const zone = app.environment.domain?.hostedZone;
  const found = new Set([
    "BootstrapVersion",
    ...app.images.map(({ name }) => imageParameterName(name)),
    ...(zone?.kind === "adopt" ? ["HostedZoneId"] : []),
  ]);
  return assembly.stacks.flatMap(({ name: stack, template }) =>
    Object.keys(template.Parameters ?? {})
      .filter((name) => !found.has(name))
      .map((name) => `${stack}:${name}`),
  );
}
