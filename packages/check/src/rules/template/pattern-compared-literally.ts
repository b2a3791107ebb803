import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { isRecord } from "../../templates/is-record.js";
import { listOf, recordOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** Properties that hold a policy, on whatever resource. */
const POLICIES = [
  "AssumeRolePolicyDocument",
  "KeyPolicy",
  "PolicyDocument",
  "ResourcePolicy",
  "FileSystemPolicy",
] as const;

const documentsOf = ({ properties }: GraphResource): unknown[] => [
  ...POLICIES.map((name) => properties[name]).filter(isRecord),
  ...recordsOf(properties["Policies"]).map((policy) => policy["PolicyDocument"]),
];

/** `StringEquals`, `ForAnyValue:StringNotEqualsIfExists` and the like: they compare letter by letter. */
const LITERAL_OPERATOR = /^(ForAnyValue:|ForAllValues:)?String(Not)?Equals(IgnoreCase)?(IfExists)?$/u;

/** `${*}` is IAM's way to write a star that is meant. */
const isPattern = (value: unknown): value is string =>
  typeof value === "string" && /[*?]/u.test(value.replaceAll(/\$\{[*?$]\}/gu, ""));

interface Comparison {
  readonly operator: string;
  readonly key: string;
  readonly pattern: string;
}

const comparisonsOf = (document: unknown): Comparison[] =>
  recordsOf(recordOf(document)["Statement"]).flatMap((statement) =>
    Object.entries(recordOf(statement["Condition"]))
      .filter(([operator]) => LITERAL_OPERATOR.test(operator))
      .flatMap(([operator, keys]) =>
        Object.entries(recordOf(keys)).flatMap(([key, values]) =>
          listOf(values)
            .filter(isPattern)
            .map((pattern) => ({ operator, key, pattern })),
        ),
      ),
  );

export const patternComparedLiterally: TemplateRule = {
  code: "PatternComparedLiterally",
  severity: "error",
  title: "A policy's condition compares with a pattern as if it were a text",
  why: "StringEquals takes * for a star. The statement never holds, and what it was to allow is denied; with StringNotEquals it always does.",
  fix: "Write out the values, or use StringLike where a pattern is really meant.",
  link: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String",
  check: (graph) =>
    graph.resources.flatMap((resource) =>
      documentsOf(resource)
        .flatMap(comparisonsOf)
        .map(({ operator, key, pattern }) => ({
          resource,
          message: `${describeResource(resource)} compares ${key} by ${operator} with "${pattern}", which is a pattern.`,
        })),
    ),
};
