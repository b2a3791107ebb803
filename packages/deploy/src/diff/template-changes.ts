import type { ResourceDifference } from "@aws-cdk/cloudformation-diff";
import type { Template } from "@fairlead/constructs";
import { stateHeldBy } from "./stateful-types.js";
import type { ChangeAction, OldResourceFate, PropertyChange, TemplateChange } from "./template-change.js";
import { valueDifferences } from "./value-differences.js";

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

/** The attributes that say what becomes of an old resource. */
type Policies = Readonly<Record<string, unknown>>;

function fateOf(resource: Policies | undefined, action: ChangeAction): OldResourceFate | null {
  if (action === "create" || action === "update") return null;
  const policy = action === "delete" ? resource?.["DeletionPolicy"] : resource?.["UpdateReplacePolicy"];
  if (policy === "Retain" || policy === "RetainExceptOnCreate") return "kept";
  return policy === "Snapshot" ? "snapshot" : "deleted";
}

// CDK's paths, and in what order resources are made: CloudFormation updates no resource for these.
const NO_UPDATE = ["Metadata", "DependsOn"];

function leavesOf({ propertyUpdates, otherChanges }: ResourceDifference): readonly PropertyChange[] {
  const properties = Object.entries(propertyUpdates).flatMap(([name, { oldValue, newValue, changeImpact }]) =>
    valueDifferences(oldValue, newValue, name).map((leaf) => ({
      ...leaf,
      replacement: IMPACTS[changeImpact ?? ""] ?? ("never" as const),
    })),
  );
  const others = Object.entries(otherChanges)
    .filter(([name]) => !NO_UPDATE.includes(name))
    .flatMap(([name, { oldValue, newValue }]) => valueDifferences(oldValue, newValue, name))
    .map((leaf) => ({ ...leaf, replacement: "never" as const }));
  return [...properties, ...others];
}

/** `null`: CloudFormation would do nothing to it. */
function toChange(
  place: Pick<TemplateChange, "stack" | "logicalId">,
  difference: ResourceDifference,
): TemplateChange | null {
  if (!difference.isDifferent) return null;
  const { oldValue, newValue } = difference;
  const action = ACTIONS[difference.changeImpact] ?? "update";
  const isWhole = action === "create" || action === "delete";
  const properties = isWhole ? [] : leavesOf(difference);
  if (!isWhole && properties.length === 0) return null;
  const type = difference.resourceType ?? "unknown";
  return {
    ...place,
    type,
    action,
    holds: stateHeldBy(type, (oldValue ?? newValue)?.Properties),
    oldResource: fateOf(action === "delete" ? oldValue : newValue, action),
    properties,
  };
}

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
  const changes: (TemplateChange | null)[] = [];
  fullDiff({ ...before }, { ...after }).resources.forEachDifference((logicalId, difference) => {
    changes.push(toChange({ stack, logicalId }, difference));
  });
  return changes.filter((change) => change !== null);
}
