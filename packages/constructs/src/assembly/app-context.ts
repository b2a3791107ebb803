import { createRequire } from "node:module";

const requireJson = createRequire(import.meta.url);

function recommendedFlags(): Readonly<Record<string, unknown>> {
  const flags: unknown = requireJson("aws-cdk-lib/recommended-feature-flags.json");
  return typeof flags === "object" && flags !== null ? { ...flags } : {};
}

/**
 * The context of Fairlead's CDK apps: the feature flags that a fresh `cdk init` app gets with this version of `aws-cdk-lib`,
 * so that whoever carries on with the CDK alone gets the same templates.
 */
export const appContext = (): Readonly<Record<string, unknown>> => ({
  ...recommendedFlags(),
  // Usage data about the properties of constructs, collected for AWS; it is no part of what is deployed.
  "@aws-cdk/core:enableAdditionalMetadataCollection": false,
  // Annotations are read from the assembly; a second report of them on disk would be one too many.
  "@aws-cdk/core:annotationsInValidationReport": false,
});
