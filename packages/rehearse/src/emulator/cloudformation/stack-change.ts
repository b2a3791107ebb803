import { sameJson } from "../../json/json-value.js";
import type { XmlContent } from "../api/xml.js";
import type { StackState } from "./stack-state.js";
import type { Template } from "./template.js";

/** What a change set says of one resource. */
export interface StackChange {
  readonly action: "Add" | "Modify" | "Remove";
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** Compares what is written, before any value is worked out; so a parameter's new value changes whatever names it. */
export function stackChanges(
  stack: StackState,
  template: Template,
  parameters: Readonly<Record<string, string>>,
): readonly StackChange[] {
  const changed = Object.keys(parameters).filter((name) => parameters[name] !== stack.parameters[name]);
  const before = stack.template.resources;
  const written = Object.entries(template.resources).flatMap(([logicalId, resource]): readonly StackChange[] => {
    const physicalId = stack.resources.get(logicalId)?.made.physicalId ?? "";
    if (physicalId === "") return [{ action: "Add", logicalId, physicalId, type: resource.type }];
    const text = JSON.stringify(resource.properties);
    const same = sameJson(resource.properties, before[logicalId]?.properties);
    const touched = !same || changed.some((name) => text.includes(`"Ref":"${name}"`));
    return touched ? [{ action: "Modify", logicalId, physicalId, type: resource.type }] : [];
  });
  const removed = [...stack.resources.values()].flatMap(({ asked, made }): readonly StackChange[] =>
    template.resources[asked.logicalId] === undefined
      ? [{ action: "Remove", logicalId: asked.logicalId, physicalId: made.physicalId, type: asked.type }]
      : [],
  );
  return [...written, ...removed];
}

/** One of them as `DescribeChangeSet` tells of it. Whether a resource would be replaced is not worked out: the toolkit's own diff does. */
export const describedChange = (change: StackChange): XmlContent => ({
  Type: "Resource",
  ResourceChange: {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId === "" ? undefined : change.physicalId,
    ResourceType: change.type,
    Replacement: change.action === "Modify" ? "False" : undefined,
    Scope: change.action === "Modify" ? ["Properties"] : [],
    Details: [],
  },
});
