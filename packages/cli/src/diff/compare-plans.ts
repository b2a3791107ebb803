import type { AssembledStack, Template } from "@fairlead/constructs";
import type { SourceLocation } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { EarlierPlan } from "../plan/earlier-plan.js";
import type { PlannedResource, PlannedStack, PlanRecord } from "../plan/plan-record.js";
import { pairRenames } from "./pair-renames.js";
import type { DescriptionChange, PlanChanges, ResourceChange, StackChange } from "./resource-change.js";
import { templateChanges } from "./template-changes.js";
import { valueDifferences } from "./value-differences.js";

const EMPTY: Template = { Resources: {} };

function sourceOfPath(path: string, { sources }: ResolvedApp): SourceLocation | null {
  const address = Object.keys(sources)
    .filter((candidate) => path === candidate || path.startsWith(`${candidate}.`))
    .sort((left, right) => right.length - left.length)[0];
  return address === undefined ? null : (sources[address] ?? null);
}

/** Where a part was written is not what it says: an edit above it moves the line and changes nothing. */
function descriptionChanges(before: ResolvedApp, after: ResolvedApp): readonly DescriptionChange[] {
  return valueDifferences({ ...before, sources: {} }, { ...after, sources: {} }).map((difference) => ({
    ...difference,
    source: sourceOfPath(difference.path, after),
  }));
}

interface StackPair {
  readonly name: string;
  readonly before: PlannedStack | null;
  readonly after: PlannedStack | null;
}

function pairStacks(before: readonly PlannedStack[], after: readonly PlannedStack[]): readonly StackPair[] {
  const removed = before.filter(({ name }) => after.every((stack) => stack.name !== name));
  return [
    ...after.map((stack) => ({
      name: stack.name,
      before: before.find(({ name }) => name === stack.name) ?? null,
      after: stack,
    })),
    ...removed.map((stack) => ({ name: stack.name, before: stack, after: null })),
  ];
}

function kindOf({ before, after }: StackPair, resourceChanges: number): StackChange["kind"] {
  if (before === null) return "added";
  if (after === null) return "removed";
  return resourceChanges > 0 ? "changed" : "metadata";
}

/** What a plan would change in comparison with an earlier one. Templates with equal hashes are not read at all. */
export async function comparePlans(
  earlier: EarlierPlan,
  next: Pick<PlanRecord, "app" | "stacks" | "resources">,
  assembled: readonly AssembledStack[],
): Promise<PlanChanges> {
  const origins = new Map<string, PlannedResource>(
    [...earlier.record.resources, ...next.resources].map((resource) => [
      `${resource.stack}/${resource.logicalId}`,
      resource,
    ]),
  );
  const stacks: StackChange[] = [];
  const resources: ResourceChange[] = [];
  for (const pair of pairStacks(earlier.record.stacks, next.stacks)) {
    if (pair.before?.templateHash === pair.after?.templateHash) continue;
    const before = pair.before === null ? EMPTY : (earlier.templateOf(pair.before.templateFile) ?? EMPTY);
    const after = assembled.find(({ name }) => name === pair.name)?.template ?? EMPTY;
    const found = await templateChanges(pair.name, before, after);
    stacks.push({ stack: pair.name, kind: kindOf(pair, found.length) });
    for (const change of found) {
      const origin = origins.get(`${change.stack}/${change.logicalId}`);
      resources.push({
        ...change,
        renamedFrom: null,
        address: origin?.address ?? null,
        source: origin?.source ?? null,
      });
    }
  }
  return {
    against: earlier.folder,
    description: descriptionChanges(earlier.record.app, next.app),
    stacks,
    resources: pairRenames(resources),
  };
}
