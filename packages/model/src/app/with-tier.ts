import type { TierName } from "../environment/resolved-environment.js";
import type { AppDefinition } from "./define-app.js";

/** The same app with another tier in one of its environments; one that it hasn't is left for others to tell. */
export function withTier(definition: AppDefinition, environment: string, tier: TierName): AppDefinition {
  const { environments } = definition.options;
  const stated = environments[environment];
  if (stated === undefined) return definition;
  const options = { ...definition.options, environments: { ...environments, [environment]: { ...stated, tier } } };
  return { ...definition, options };
}
