import { createRequire } from "node:module";

const requireJson = createRequire(import.meta.url);

function recommendedFlags(): Readonly<Record<string, unknown>> {
  const flags: unknown = requireJson("aws-cdk-lib/recommended-feature-flags.json");
  return typeof flags === "object" && flags !== null ? { ...flags } : {};
}

/**
 * The context of Fairlead's CDK apps: the feature flags that a fresh `cdk init` app gets with this version of `aws-cdk-lib`,
 * so that whoever carries on with the CDK alone gets the same templates; what differs says why.
 */
export const appContext = (): Readonly<Record<string, unknown>> => ({
  ...recommendedFlags(),
  // `Fn::ImportValue`, where the CDK recommends `Fn::GetStackOutput`: CloudFormation then refuses to take away or to replace what
  // another stack still uses. A weak reference lets it happen, is not brought up to date when the value changes, and stands in a
  // change set as unknown, so that a replacement is planned for whatever can't change it in place, a database among them.
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
  // https://github.com/aws/aws-cdk/issues/38829 (2026-11)
  "@aws-cdk/core:defaultCrossStackReferences": "strong",
  // Usage data about the properties of constructs, collected for AWS; it is no part of what is deployed.
  "@aws-cdk/core:enableAdditionalMetadataCollection": false,
  // Annotations are read from the assembly; a second report of them on disk would be one too many.
  "@aws-cdk/core:annotationsInValidationReport": false,
});
