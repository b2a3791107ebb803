import type { Template, TemplateResource } from "@fairlead/constructs";
import { stateHeldBy } from "./stateful-types.js";
import type { ChangeAction, OldResourceFate, PropertyChange, ResourceChange } from "./resource-change.js";
import { valueDifferences } from "./value-differences.js";

/** A change before it is known where in the description it comes from. */
export type TemplateChange = Omit<ResourceChange, "address" | "source" | "renamedFrom">;

/** Names of CDK's `ResourceImpact`, which is an enum of strings. */
const ACTIONS: Readonly<Record<string, ChangeAction>> = {
  WILL_UPDATE: "update",
  WILL_CREATE: "create",
  WILL_REPLACE: "replace",
  MAY_REPLACE: "may-replace",
  WILL_DESTROY: "delete",
  WILL_ORPHAN: "delete",
};

const IMPACTS: Readonly<Record<string, PropertyChange["replacement"]>> = {
  WILL_REPLACE: "always",
  MAY_REPLACE: "may",
};

function fateOf(resource: TemplateResource | undefined, action: ChangeAction): OldResourceFate | null {
  if (action === "create" || action === "update") return null;
  const policy = action === "delete" ? resource?.DeletionPolicy : resource?.UpdateReplacePolicy;
  if (policy === "Retain" || policy === "RetainExceptOnCreate") return "kept";
  return policy === "Snapshot" ? "snapshot" : "deleted";
}

// CDK's paths, and in what order resources are made: CloudFormation updates no resource for these.
const NO_UPDATE = ["Metadata", "DependsOn"];
const isNoise = (name: string): boolean => NO_UPDATE.includes(name);

/**
 * What CloudFormation would do to bring a stack from one template to the other, by CDK's own comparison:
 * it knows of each property whether a change of it replaces the resource.
 */
export async function templateChanges(
  stack: string,
  before: Template,
  after: Template,
): Promise<readonly TemplateChange[]> {
  // Loaded here, for it brings the whole CloudFormation specification with it and most runs change nothing.
  const { fullDiff } = await import("@aws-cdk/cloudformation-diff");
  const changes: TemplateChange[] = [];
  fullDiff({ ...before }, { ...after }).resources.forEachDifference((logicalId, difference) => {
    if (!difference.isDifferent) return;
    const old = before.Resources[logicalId];
    const next = after.Resources[logicalId];
    const action = ACTIONS[difference.changeImpact] ?? "update";
    const properties = Object.entries(difference.propertyUpdates).flatMap(([name, property]) =>
      valueDifferences(property.oldValue, property.newValue, name).map((leaf) => ({
        ...leaf,
        replacement: IMPACTS[property.changeImpact ?? ""] ?? ("never" as const),
      })),
    );
    const others = Object.entries(difference.otherChanges)
      .filter(([name]) => !isNoise(name))
      .flatMap(([name, other]) => valueDifferences(other.oldValue, other.newValue, name))
      .map((leaf) => ({ ...leaf, replacement: "never" as const }));
    const isWhole = action === "create" || action === "delete";
    if (!isWhole && properties.length === 0 && others.length === 0) return;
    const type = (next ?? old)?.Type ?? "unknown";
    changes.push({
      stack,
      logicalId,
      type,
      action,
      holds: stateHeldBy(type),
      oldResource: fateOf(action === "delete" ? old : next, action),
      properties: isWhole ? [] : [...properties, ...others],
    });
  });
  return changes;
}
