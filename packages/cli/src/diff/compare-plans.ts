import type { AssembledStack, Template } from "@fairlead/constructs";
import { type TemplateChange, templateChanges, valueDifferences } from "@fairlead/deploy";
import type { SourceLocation } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { EarlierPlan } from "../plan/earlier-plan.js";
import type { PlannedResource, PlannedStack, PlanRecord } from "../plan/plan-record.js";
import { pairRenames } from "./pair-renames.js";
import type { DescriptionChange, PlanChanges, ResourceChange, StackChange } from "./resource-change.js";

const EMPTY: Template = { Resources: {} };

function sourceOfPath(path: string, { sources }: ResolvedApp): SourceLocation | null {
  const address = Object.keys(sources)
    .filter((candidate) => path === candidate || path.startsWith(`${candidate}.`))
    .sort((left, right) => right.length - left.length)[0];
  return address === undefined ? null : (sources[address] ?? null);
}

/** Edges by their ends, so that one more is one difference. */
const namedEdges = ({ connections }: ResolvedApp): Readonly<Record<string, string>> =>
  Object.fromEntries(
    connections.map((edge) => [
      edge.kind === "network" ? `${edge.from} → ${edge.to}:${edge.port}` : `${edge.to} is handed to ${edge.from}`,
      edge.because,
    ]),
  );

/** Where a part was written is not what it says: an edit above it moves the line and changes nothing. */
const comparable = (app: ResolvedApp): object => ({ ...app, sources: {}, connections: namedEdges(app) });

function descriptionChanges(before: ResolvedApp, after: ResolvedApp): readonly DescriptionChange[] {
  return valueDifferences(comparable(before), comparable(after)).map((difference) => ({
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

const keyOf = ({ stack, logicalId }: { readonly stack: string; readonly logicalId: string }): string =>
  `${stack}/${logicalId}`;

/** `null`: the earlier template can't be read. */
async function compareStack(
  { name, before, after }: StackPair,
  earlier: EarlierPlan,
  assembled: readonly AssembledStack[],
): Promise<readonly TemplateChange[] | null> {
  const old = before === null ? EMPTY : earlier.templateOf(before.templateFile);
  if (old === null) return null;
  const next = after === null ? null : assembled.find((stack) => stack.name === name)?.template;
  return await templateChanges(name, old, next ?? EMPTY);
}

/** What a plan would change in comparison with an earlier one. Templates with equal hashes are not read at all. */
export async function comparePlans(
  earlier: EarlierPlan,
  next: Pick<PlanRecord, "app" | "stacks" | "resources">,
  assembled: readonly AssembledStack[],
): Promise<PlanChanges> {
  const origins = new Map<string, PlannedResource>(
    [...earlier.record.resources, ...next.resources].map((resource) => [keyOf(resource), resource]),
  );
  const withOrigin = (change: TemplateChange): ResourceChange => {
    const { address = null, source = null } = origins.get(keyOf(change)) ?? {};
    return { ...change, renamedFrom: null, address, source };
  };
  const stacks: StackChange[] = [];
  const resources: ResourceChange[] = [];
  for (const pair of pairStacks(earlier.record.stacks, next.stacks)) {
    if (pair.before?.templateHash === pair.after?.templateHash) continue;
    const found = await compareStack(pair, earlier, assembled);
    if (found === null) {
      stacks.push({ stack: pair.name, kind: "unknown" });
      continue;
    }
    stacks.push({ stack: pair.name, kind: kindOf(pair, found.length) });
    resources.push(...found.map(withOrigin));
  }
  return {
    against: earlier.folder,
    description: descriptionChanges(earlier.record.app, next.app),
    stacks,
    resources: pairRenames(resources),
    usdBefore: earlier.record.estimate?.usd.expected ?? null,
  };
}
