import type { Template, TemplateResource } from "@fairlead/constructs";
import { isDeepStrictEqual } from "node:util";
import type { StackEvent, StackResource } from "../stacks/stacks.js";

/** A stack of the fake at one moment. */
export interface FakeStack {
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
}

/** What an operation does at one moment: an event, and what the stack is from then on. */
export interface Scheduled {
  readonly atMs: number;
  readonly event: Omit<StackEvent, "id" | "atMs">;
  readonly then: (stack: FakeStack) => FakeStack;
}

/** A resource that fails, or a rollback that does. */
export interface ScriptedFailure {
  readonly stack: string;
  readonly logicalId: string;
  readonly reason: string;
  /** What fails: the way there (create, update), the deletion of the resource, or the way back as well. */
  readonly on: "deploy" | "deploy-and-rollback" | "delete";
  /** So often; `null`: always. */
  readonly times: number | null;
}

/** An operation, before it is spread over time. */
export interface OperationPlan {
  readonly name: string;
  readonly stack: FakeStack;
  readonly kind: "CREATE" | "UPDATE" | "DELETE";
  readonly template: Template;
  readonly parameters: Readonly<Record<string, string>>;
  readonly failure: ScriptedFailure | null;
  readonly startMs: number;
  readonly millisecondsPerResource: number;
  readonly retain: readonly string[];
}

const STACK_TYPE = "AWS::CloudFormation::Stack";

const withStatus =
  (status: string, reason: string | null = null) =>
  (stack: FakeStack): FakeStack => ({ ...stack, status, reason });

const withResource =
  (resource: StackResource) =>
  (stack: FakeStack): FakeStack => ({
    ...stack,
    resources: [...stack.resources.filter(({ logicalId }) => logicalId !== resource.logicalId), resource],
  });

const withoutResource =
  (logicalId: string) =>
  (stack: FakeStack): FakeStack => ({
    ...stack,
    resources: stack.resources.filter((resource) => resource.logicalId !== logicalId),
  });

/** Parameters are all references, so a changed one changes whatever names it. */
function isTouched(before: TemplateResource | undefined, after: TemplateResource, changed: readonly string[]): boolean {
  if (!isDeepStrictEqual(before, after)) return true;
  const text = JSON.stringify(after);
  return changed.some((name) => text.includes(`{"Ref":"${name}"}`));
}

function changedParameters({ stack, parameters }: OperationPlan): readonly string[] {
  return Object.keys(parameters).filter((name) => stack.parameters[name] !== parameters[name]);
}

/** The steps of an operation, one resource after the other. */
export function scheduleOperation(plan: OperationPlan): readonly Scheduled[] {
  return plan.kind === "DELETE" ? scheduleDeletion(plan) : scheduleDeployment(plan);
}

function stackEvent(plan: OperationPlan, atMs: number, status: string, reason: string | null = null): Scheduled {
  const event = { logicalId: plan.name, physicalId: plan.stack.id, resourceType: STACK_TYPE, status, reason };
  return { atMs, event, then: withStatus(status, reason) };
}

function scheduleDeployment(plan: OperationPlan): readonly Scheduled[] {
  const { stack, template, kind, failure, startMs, millisecondsPerResource } = plan;
  const changed = changedParameters(plan);
  const before = kind === "CREATE" ? {} : stack.template.Resources;
  const touched = Object.entries(template.Resources).filter(([id, resource]) =>
    isTouched(before[id], resource, changed),
  );
  const scheduled: Scheduled[] = [stackEvent(plan, startMs, `${kind}_IN_PROGRESS`)];
  let atMs = startMs;
  for (const [logicalId, { Type }] of touched) {
    atMs += millisecondsPerResource;
    const old = stack.resources.find((resource) => resource.logicalId === logicalId);
    const verb = old === undefined ? "CREATE" : "UPDATE";
    if (failure?.logicalId === logicalId) {
      const event = {
        logicalId,
        physicalId: null,
        resourceType: Type,
        status: `${verb}_FAILED`,
        reason: failure.reason,
      };
      scheduled.push({ atMs, event, then: (now) => now });
      return [...scheduled, ...scheduleRollback(plan, atMs, failure)];
    }
    const physicalId = old?.physicalId ?? `${plan.name}-${logicalId}-${startMs}`;
    const resource = { logicalId, physicalId, type: Type, status: `${verb}_COMPLETE` };
    scheduled.push({
      atMs,
      event: { logicalId, physicalId, resourceType: Type, status: resource.status, reason: null },
      then: withResource(resource),
    });
  }
  return [...scheduled, ...scheduleCleanup(plan, atMs + millisecondsPerResource)];
}

/** The new is there; now the old goes, as CloudFormation does it. */
function scheduleCleanup(plan: OperationPlan, atMs: number): readonly Scheduled[] {
  const { stack, template, parameters, kind } = plan;
  const gone = stack.resources.filter(({ logicalId }) => template.Resources[logicalId] === undefined);
  const end = stackEvent(plan, atMs, `${kind}_COMPLETE`);
  return [
    ...gone.map(({ logicalId, physicalId, type }) => ({
      atMs,
      event: { logicalId, physicalId, resourceType: type, status: "DELETE_COMPLETE", reason: null },
      then: withoutResource(logicalId),
    })),
    { ...end, then: (now) => ({ ...end.then(now), template, parameters }) },
  ];
}

/** Back to what was before. */
export function scheduleRollback(
  plan: OperationPlan,
  fromMs: number,
  failure: ScriptedFailure | null,
): readonly Scheduled[] {
  const { kind, stack, millisecondsPerResource } = plan;
  const word = kind === "CREATE" ? "ROLLBACK" : "UPDATE_ROLLBACK";
  const endMs = fromMs + millisecondsPerResource;
  const begin = stackEvent(plan, fromMs, `${word}_IN_PROGRESS`, failure?.reason ?? "Cancelled");
  if (failure?.on === "deploy-and-rollback") return [begin, stackEvent(plan, endMs, `${word}_FAILED`, failure.reason)];
  const end = stackEvent(plan, endMs, `${word}_COMPLETE`);
  const resources = kind === "CREATE" ? [] : stack.resources;
  return [begin, { ...end, then: (now) => ({ ...end.then(now), resources }) }];
}

const KEPT: readonly (string | undefined)[] = ["Retain", "RetainExceptOnCreate"];

function scheduleDeletion(plan: OperationPlan): readonly Scheduled[] {
  const { stack, failure, startMs, millisecondsPerResource, retain } = plan;
  const scheduled: Scheduled[] = [stackEvent(plan, startMs, "DELETE_IN_PROGRESS")];
  let atMs = startMs;
  for (const { logicalId, physicalId, type } of stack.resources.toReversed()) {
    atMs += millisecondsPerResource;
    const isKept = KEPT.includes(stack.template.Resources[logicalId]?.DeletionPolicy) || retain.includes(logicalId);
    const isFailing = failure?.logicalId === logicalId && !isKept;
    const status = isKept ? "DELETE_SKIPPED" : isFailing ? "DELETE_FAILED" : "DELETE_COMPLETE";
    const event = { logicalId, physicalId, resourceType: type, status, reason: isFailing ? failure.reason : null };
    if (isFailing) {
      scheduled.push({ atMs, event, then: withResource({ logicalId, physicalId, type, status }) });
      return [...scheduled, stackEvent(plan, atMs, "DELETE_FAILED", failure.reason)];
    }
    scheduled.push({ atMs, event, then: withoutResource(logicalId) });
  }
  return [...scheduled, stackEvent(plan, atMs + millisecondsPerResource, "DELETE_COMPLETE")];
}
