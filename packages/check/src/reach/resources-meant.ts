import { isRecord } from "../templates/is-record.js";
import type { GraphResource } from "../templates/graph-resource.js";
import { textOf } from "../templates/read-value.js";
import type { TemplateGraph } from "../templates/template-graph.js";

/** Types whose ARN may be written out from their name instead of being referred to. */
const NAMED_TYPES = ["AWS::SSM::Parameter", "AWS::SecretsManager::Secret"] as const;

/** The literal text of a value; what an intrinsic function puts in is left out. */
function literalText(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isRecord(value)) return "";
  const join = value["Fn::Join"];
  if (!Array.isArray(join)) return "";
  const pair: readonly unknown[] = join;
  const [separator, parts] = pair;
  return Array.isArray(parts) ? parts.map(literalText).join(textOf(separator) ?? "") : "";
}

const isNamedIn = (text: string, { properties }: GraphResource): boolean => {
  const name = textOf(properties["Name"]);
  // `…:parameter/app/prod/log-level`: a name with a leading slash follows the word without another one.
  return name !== undefined && new RegExp(`(parameter|secret:)/?${escape(name)}(:|$)`).test(text);
};

const escape = (name: string): string => name.replace(/^\//, "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The resources of the templates that an ARN speaks of: by reference, or by the name written into it. */
export function resourcesMeant(graph: TemplateGraph, stack: string, arn: unknown): readonly GraphResource[] {
  const referred = graph.referencesIn(stack, arn).map(({ resource }) => resource);
  if (referred.length > 0) return referred;
  const text = literalText(arn);
  return text === "" ? [] : graph.ofType(...NAMED_TYPES).filter((resource) => isNamedIn(text, resource));
}
