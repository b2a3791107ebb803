import type { ToolEntry } from "./tool-entry.js";

const RULES = "https://github.com/aws-cloudformation/cfn-lint/blob/main/docs/rules.md";
const RESOURCES =
  "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html";

/** Rules of CloudFormation's validator that a customization meets most; their ids are those of cfn-lint. */
export const CLOUDFORMATION_ENTRIES: readonly ToolEntry[] = [
  {
    rule: "E3002",
    code: "UnknownProperty",
    severity: "error",
    title: "A property doesn't exist",
    predicate: "has a property that its type doesn't know",
    why: "CloudFormation refuses the template, or the resource fails as it is made.",
    fix: "Correct the property's name.",
    link: RESOURCES,
  },
  {
    rule: "E3003",
    code: "PropertyMissing",
    severity: "error",
    title: "A required property is missing",
    predicate: "lacks a property that it needs",
    why: "CloudFormation refuses the template, or the resource fails as it is made.",
    fix: "State the property.",
    link: RESOURCES,
  },
  {
    rule: "E3012",
    code: "PropertyOfWrongType",
    severity: "error",
    title: "A property has the wrong type",
    predicate: "has a property of the wrong type",
    why: "CloudFormation refuses the template, or the resource fails as it is made.",
    fix: "Give the value the type that the property asks for.",
    link: RESOURCES,
  },
  {
    rule: "E3030",
    code: "PropertyValueUnknown",
    severity: "error",
    title: "A property has a value that isn't offered",
    predicate: "has a value that its property doesn't offer",
    why: "The resource fails as it is made, and the deployment rolls back.",
    fix: "Take one of the values that the message lists.",
    link: RESOURCES,
  },
  {
    rule: "E3004",
    code: "ResourceCycle",
    severity: "error",
    title: "Resources wait for each other",
    predicate: "waits for a resource that waits for it",
    why: "CloudFormation can't decide what to make first and refuses the template.",
    fix: "Cut the cycle: put one of the references into a resource of its own.",
    link: RULES,
  },
  {
    rule: "W3011",
    code: "PoliciesDisagree",
    severity: "warning",
    title: "A resource is kept in one case and not in the other",
    predicate: "has a DeletionPolicy or an UpdateReplacePolicy without the other",
    why: "Data that is kept when the stack goes is lost when the resource is replaced, or the other way round.",
    fix: "State both policies.",
    link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-updatereplacepolicy.html",
  },
];
