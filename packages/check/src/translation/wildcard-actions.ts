import type { GraphResource } from "../templates/graph-resource.js";
import { isRecord } from "../templates/is-record.js";
import { listOf, recordOf, recordsOf, textOf } from "../templates/read-value.js";

/** An ARN as cdk-nag writes it: `arn:aws:ecs:us-east-1:<AWS::AccountId>:task/<Cluster>/*`. */
function flatten(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isRecord(value)) return "";
  if (typeof value["Ref"] === "string") return `<${value["Ref"]}>`;
  const attribute = value["Fn::GetAtt"];
  if (attribute !== undefined) return `<${listOf(attribute).map(flatten).join(".")}>`;
  const join: readonly unknown[] = listOf(value["Fn::Join"]);
  return listOf(join[1])
    .map(flatten)
    .join(textOf(join[0]) ?? "");
}

function statementsOf({ properties }: GraphResource): readonly Readonly<Record<string, unknown>>[] {
  const documents = [
    properties["PolicyDocument"],
    ...recordsOf(properties["Policies"]).map((policy) => policy["PolicyDocument"]),
  ];
  return documents.flatMap((document) => recordsOf(recordOf(document)["Statement"]));
}

/** The actions that a policy allows on a resource with a wildcard, sorted; cdk-nag names the resource alone. */
export function wildcardActions(policy: GraphResource, wildcard: string): readonly string[] {
  const actions = statementsOf(policy)
    .filter((statement) => listOf(statement["Resource"]).some((resource) => flatten(resource) === wildcard))
    .flatMap((statement) => listOf(statement["Action"]).map(flatten));
  return [...new Set(actions)].sort();
}
