import type { JsonRecord } from "../../json/json-value.js";
import { digitsOf } from "../resources/made-up.js";
import type { AskedResource } from "../resources/resource-maker.js";
import type { StackState } from "./stack-state.js";
import type { StackWorld } from "./stack-world.js";
import type { Template } from "./template.js";
import { conditionHolds, referencesIn, resolveRecord, type TemplateScope } from "./template-values.js";

/** Logical ids of the resources that a template makes, those whose condition holds. */
export const wantedIds = (template: Template, scope: TemplateScope): readonly string[] =>
  Object.entries(template.resources).flatMap(([id, { condition }]) =>
    condition === null || conditionHolds(condition, scope) ? [id] : [],
  );

/** Attributes that a template asks of each of its resources. */
export function attributesAsked(template: Template): ReadonlyMap<string, readonly string[]> {
  const values = [
    ...Object.values(template.resources).map((resource) => resource.properties),
    ...Object.values(template.outputs).map((output) => output.value),
  ];
  const asked = new Map<string, Set<string>>();
  for (const { id, attribute } of values.flatMap(referencesIn)) {
    if (attribute === null) continue;
    asked.set(id, (asked.get(id) ?? new Set()).add(attribute));
  }
  return new Map([...asked].map(([id, attributes]) => [id, [...attributes].sort()]));
}

export interface ResourceContext {
  readonly world: StackWorld;
  readonly stack: StackState;
  readonly template: Template;
  readonly scope: TemplateScope;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** A resource with all its values worked out. */
export function askedResource(context: ResourceContext, logicalId: string): AskedResource {
  const { world, stack, template, scope, attributes } = context;
  const resource = template.resources[logicalId];
  const properties: JsonRecord = resolveRecord(resource?.properties ?? {}, scope);
  return {
    stack: stack.name,
    logicalId,
    type: resource?.type ?? "",
    properties,
    deletionPolicy: resource?.deletionPolicy ?? "Delete",
    updateReplacePolicy: resource?.updateReplacePolicy ?? "Delete",
    region: stack.region,
    account: world.account,
    generatedName: generatedName(stack, logicalId),
    attributes: attributes.get(logicalId) ?? [],
  };
}

/** At most 32 characters in lower case, which every service takes, and another for each stack that ever had the name. */
function generatedName(stack: StackState, logicalId: string): string {
  const digits = digitsOf(`${stack.id} ${logicalId}`, 12);
  const words = `${stack.name.slice(0, 9)}-${logicalId.slice(0, 8)}`.toLowerCase().replaceAll(/[^a-z0-9-]|-+$/g, "");
  return `${words}-${digits}`.replaceAll(/-+/g, "-");
}
