import type { Template, TemplateResource } from "@fairlead/constructs";

/**
 * Whether a template has something that is protected from deletion. Should the first deployment of its stack fail after that is there,
 * CloudFormation can't take it back, and the stack stays in `ROLLBACK_FAILED`, from which there is no way on (AWS CloudFormation,
 * "Stack status codes", read 2026-11). Made without a rollback it stops where it failed, and the next deployment goes on from there
 * ("Choose how to handle failures when provisioning resources", read 2026-11).
 */
export const resistsRollback = ({ Resources }: Pick<Template, "Resources">): boolean =>
  Object.values(Resources).some(isProtected);

function isProtected({ Type, Properties = {} }: TemplateResource): boolean {
  if (Type === "AWS::ElasticLoadBalancingV2::LoadBalancer") return isOn(Properties["LoadBalancerAttributes"]);
  // Databases take a yes or no, user pools a word, tables have it under another name.
  const { DeletionProtection, DeletionProtectionEnabled } = Properties;
  return DeletionProtection === true || DeletionProtection === "ACTIVE" || DeletionProtectionEnabled === true;
}

const isOn = (attributes: unknown): boolean =>
  Array.isArray(attributes) &&
  attributes.some(
    (attribute: unknown) =>
      typeof attribute === "object" &&
      attribute !== null &&
      "Key" in attribute &&
      attribute.Key === "deletion_protection.enabled" &&
      "Value" in attribute &&
      attribute.Value === "true",
  );
