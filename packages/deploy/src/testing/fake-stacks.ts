import type { Template } from "@fairlead/constructs";
import { expectPresent, UserError } from "@fairlead/errors";
import type { Clock } from "../clock/clock.js";
import { stuckProblem } from "../stacks/how-to-free.js";
import { readinessOf } from "../stacks/stack-status.js";
import type {
  DeployedStack,
  DriftedResource,
  OnStackEvent,
  StackDeployment,
  StackEvent,
  StackPlace,
  StackRemoval,
  StackResource,
  Stacks,
} from "../stacks/stacks.js";
import { exportsOf, importsOf } from "../stacks/template-exports.js";
import {
  type FakeStack,
  type OperationPlan,
  scheduleOperation,
  scheduleRollback,
  type Scheduled,
  type ScriptedFailure,
} from "./fake-stack-operation.js";

interface Operation {
  readonly plan: OperationPlan;
  readonly left: readonly Scheduled[];
}

/** What the fake is made of. */
export interface FakeStacksOptions {
  readonly clock: Clock;
  /** The assembly's templates, by stack. */
  readonly templates: (stack: string) => Template | undefined;
  /** Default 5. */
  readonly secondsPerResource?: number;
  /** Told of every change of a stack's status, with the template and the parameters that it goes to. */
  readonly onStatus?: (stack: string, status: string, plan: OperationPlan) => void;
}

/**
 * CloudFormation in memory: stacks with resources, parameters, exports and their importers, operations that take simulated time and go
 * on whether or not somebody waits, rollbacks, stuck stacks, and failures as scripted.
 */
export class FakeStacks implements Stacks {
  readonly failures: ScriptedFailure[] = [];
  readonly drifted: Record<string, readonly DriftedResource[]> = {};
  /** One line for each operation that began, in their order. */
  readonly operations: string[] = [];
  /** Names of stacks with termination protection. */
  readonly protectedStacks = new Set<string>();
  private readonly stacks = new Map<string, FakeStack>();
  private readonly running = new Map<string, Operation>();
  private readonly history = new Map<string, readonly StackEvent[]>();
  private eventCount = 0;
  private readonly options: FakeStacksOptions;

  constructor(options: FakeStacksOptions) {
    this.options = options;
  }

  /** Puts a stack there, as if it had been deployed. */
  put(name: string, template: Template, { status = "CREATE_COMPLETE", parameters = {} } = {}): void {
    this.stacks.set(name, {
      id: this.idOf(name),
      status,
      reason: null,
      template,
      parameters,
      resources: Object.entries(template.Resources).map(([logicalId, { Type }]) => ({
        logicalId,
        physicalId: `${name}-${logicalId}`,
        type: Type,
        status: "CREATE_COMPLETE",
      })),
    });
  }

  /** All that is there, for comparisons: templates and parameters by stack, without times and ids. */
  state(): Readonly<Record<string, Pick<FakeStack, "template" | "parameters" | "status">>> {
    for (const name of this.stacks.keys()) this.catchUp(name);
    const names = [...this.stacks.keys()].sort();
    return Object.fromEntries(
      names.map((name) => {
        const { status, template, parameters } = this.mustHave(name);
        return [name, { status: status.replace(/^(CREATE|UPDATE)_COMPLETE$/, "COMPLETE"), template, parameters }];
      }),
    );
  }

  async describe({ name }: StackPlace): Promise<DeployedStack | null> {
    this.catchUp(name);
    const stack = this.stacks.get(name);
    if (stack === undefined) return await Promise.resolve(null);
    const { id, status, reason, parameters, template } = stack;
    const outputs = Object.fromEntries(Object.keys(template.Outputs ?? {}).map((key) => [key, `${name}.${key}`]));
    return { name, id, status, reason, parameters, outputs, isProtected: this.protectedStacks.has(name) };
  }

  async template({ name }: StackPlace): Promise<Template | null> {
    this.catchUp(name);
    const stack = this.stacks.get(name);
    return await Promise.resolve(stack === undefined ? null : stack.template);
  }

  async resources({ name }: StackPlace): Promise<readonly StackResource[]> {
    this.catchUp(name);
    return await Promise.resolve(this.stacks.get(name)?.resources ?? []);
  }

  async events({ name }: StackPlace, sinceMs: number): Promise<readonly StackEvent[]> {
    this.catchUp(name);
    return await Promise.resolve(this.historyOf(name).filter(({ atMs }) => atMs > sinceMs));
  }

  async deploy(deployment: StackDeployment): Promise<"changed" | "unchanged"> {
    const { stack, onEvent, signal } = deployment;
    await this.waitFor(stack.name, onEvent, signal);
    const old = this.stacks.get(stack.name);
    if (old !== undefined && readinessOf(old.status) === "stuck") throw this.stuck(stack, old);
    const template = deployment.template ?? expectPresent(this.options.templates(stack.name), stack.name);
    const parameters = this.parametersOf(stack.name, template, deployment.parameters, old);
    const isNew = old === undefined || old.status === "ROLLBACK_COMPLETE";
    if (!isNew && JSON.stringify([old.template, old.parameters]) === JSON.stringify([template, parameters]))
      return "unchanged";
    this.checkReferences(stack.name, template);
    this.begin(stack.name, isNew ? "CREATE" : "UPDATE", { template, parameters, retain: [] });
    await this.waitFor(stack.name, onEvent, signal);
    const { status, reason } = this.mustHave(stack.name);
    if (status.includes("ROLLBACK") || status.endsWith("FAILED"))
      throw UserError.of("StackFailed", {
        message: `The stack ${stack.name} failed and is in ${status}: ${reason ?? this.lastFailure(stack.name)}`,
        fix: "Mend what its events name, and deploy again.",
      });
    return "changed";
  }

  async destroy({ stack, retain, onEvent, signal }: StackRemoval): Promise<void> {
    await this.waitFor(stack.name, onEvent, signal);
    const old = this.stacks.get(stack.name);
    if (old === undefined) return;
    this.refuseIfImported(stack.name, [...exportsOf(old.template).keys()]);
    this.begin(stack.name, "DELETE", { template: old.template, parameters: old.parameters, retain });
    await this.waitFor(stack.name, onEvent, signal);
    const after = this.stacks.get(stack.name);
    if (after !== undefined) throw this.stuck(stack, after);
  }

  async cancelUpdate({ name }: StackPlace): Promise<void> {
    this.catchUp(name);
    const operation = this.running.get(name);
    if (operation === undefined || this.stacks.get(name)?.status !== "UPDATE_IN_PROGRESS")
      throw UserError.of("NothingToCancel", {
        message: `The stack ${name} is not being updated.`,
        fix: "Look at it again.",
      });
    const left = scheduleRollback(operation.plan, this.options.clock.nowMs(), null);
    this.running.set(name, { ...operation, left });
    this.catchUp(name);
    await Promise.resolve();
  }

  async continueRollback({ name }: StackPlace): Promise<void> {
    this.settleAs(name, "UPDATE_ROLLBACK_FAILED", "UPDATE_ROLLBACK_COMPLETE");
    await Promise.resolve();
  }

  async rollback({ name }: StackPlace): Promise<void> {
    this.settleAs(name, "UPDATE_FAILED", "UPDATE_ROLLBACK_COMPLETE");
    await Promise.resolve();
  }

  async drift({ name }: StackPlace): Promise<readonly DriftedResource[]> {
    return await Promise.resolve(this.drifted[name] ?? []);
  }

  private idOf(name: string): string {
    return `arn:aws:cloudformation:us-east-1:111122223333:stack/${name}/${this.options.clock.nowMs()}`;
  }

  private mustHave(name: string): FakeStack {
    return expectPresent(this.stacks.get(name), name);
  }

  private settleAs(name: string, from: string, to: string): void {
    const stack = this.mustHave(name);
    if (stack.status !== from)
      throw UserError.of("WrongStatus", { message: `${name} is in ${stack.status}.`, fix: `It must be in ${from}.` });
    this.stacks.set(name, { ...stack, status: to, reason: null });
  }

  private stuck(stack: StackPlace, { status, resources }: FakeStack): UserError {
    const failed = resources.filter((resource) => resource.status.endsWith("FAILED")).map(({ logicalId }) => logicalId);
    return UserError.ofProblems([stuckProblem({ stack, status, failed })]);
  }

  private lastFailure(name: string): string {
    const failed = this.historyOf(name).findLast(({ status }) => status.endsWith("FAILED"));
    return failed === undefined ? "cancelled" : `${failed.logicalId}: ${failed.reason ?? failed.status}`;
  }

  private parametersOf(
    name: string,
    { Parameters = {} }: Template,
    stated: Readonly<Record<string, string>>,
    old: FakeStack | undefined,
  ): Readonly<Record<string, string>> {
    const values = Object.entries(Parameters).map(([parameter, definition]) => {
      const fallback = "Default" in definition ? String(definition.Default) : undefined;
      return [parameter, stated[parameter] ?? old?.parameters[parameter] ?? fallback] as const;
    });
    const missing = values.flatMap(([parameter, value]) => (value === undefined ? [parameter] : []));
    if (missing.length > 0)
      throw UserError.of("ParameterMissing", {
        message: `The stack ${name} has no value for ${missing.join(", ")}.`,
        fix: "State it.",
      });
    return Object.fromEntries(
      values.flatMap(([parameter, value]) => (value === undefined ? [] : [[parameter, value]])),
    );
  }

  private importers(exportName: string): readonly string[] {
    return [...this.stacks].flatMap(([name, { template }]) => {
      const to = this.running.get(name)?.plan.template;
      const all = [template, ...(to === undefined ? [] : [to])];
      return all.some((one) => importsOf(one).has(exportName)) ? [name] : [];
    });
  }

  private refuseIfImported(name: string, exportNames: readonly string[]): void {
    for (const exportName of exportNames) {
      const users = this.importers(exportName).filter((user) => user !== name);
      if (users.length > 0)
        throw UserError.of("ExportInUse", {
          message: `Export ${exportName} of ${name} cannot be deleted as it is in use by ${users.join(", ")}.`,
          fix: "Deploy its readers first.",
        });
    }
  }

  private checkReferences(name: string, template: Template): void {
    const others = [...this.stacks].filter(([other, { status }]) => other !== name && !status.startsWith("ROLLBACK"));
    const offered = new Set(others.flatMap(([, other]) => [...exportsOf(other.template).keys()]));
    for (const wanted of importsOf(template))
      if (!offered.has(wanted))
        throw UserError.of("ExportMissing", {
          message: `${name}: no export named ${wanted} found.`,
          fix: "Deploy the stack that exports it.",
        });
    const kept = exportsOf(template);
    for (const exportName of kept.keys())
      if (offered.has(exportName))
        throw UserError.of("ExportTaken", {
          message: `${name}: ${exportName} is exported already.`,
          fix: "Rename it.",
        });
    const old = this.stacks.get(name);
    if (old === undefined) return;
    this.refuseIfImported(
      name,
      [...exportsOf(old.template).keys()].filter((exportName) => !kept.has(exportName)),
    );
  }

  private takeFailure(name: string, isDeletion: boolean): ScriptedFailure | null {
    const index = this.failures.findIndex(({ stack, on }) => stack === name && (on === "delete") === isDeletion);
    const failure = this.failures[index];
    if (failure === undefined) return null;
    const { times } = failure;
    if (times === 1) this.failures.splice(index, 1);
    else if (times !== null) this.failures[index] = { ...failure, times: times - 1 };
    return failure;
  }

  private begin(
    name: string,
    kind: OperationPlan["kind"],
    to: Pick<OperationPlan, "template" | "parameters" | "retain">,
  ): void {
    const empty = { reason: null, template: { Resources: {} }, parameters: {}, resources: [] };
    const old = kind === "CREATE" ? { ...empty, id: this.idOf(name), status: "NEW" } : this.mustHave(name);
    this.stacks.set(name, old);
    const plan: OperationPlan = {
      ...to,
      name,
      kind,
      stack: old,
      failure: this.takeFailure(name, kind === "DELETE"),
      startMs: this.options.clock.nowMs(),
      millisecondsPerResource: (this.options.secondsPerResource ?? 5) * 1000,
    };
    this.operations.push(`${kind} ${name}`);
    this.running.set(name, { plan, left: scheduleOperation(plan) });
  }

  /** Does what has come due. */
  private catchUp(name: string): void {
    const operation = this.running.get(name);
    if (operation === undefined) return;
    const due = operation.left.filter(({ atMs }) => atMs <= this.options.clock.nowMs());
    const left = operation.left.slice(due.length);
    for (const { atMs, event, then } of due) {
      const stack = then(this.mustHave(name));
      this.eventCount += 1;
      this.history.set(name, [...this.historyOf(name), { ...event, atMs, id: `event-${this.eventCount}` }]);
      this.stacks.set(name, stack);
      if (event.logicalId === name) this.options.onStatus?.(name, stack.status, operation.plan);
    }
    if (left.length > 0) this.running.set(name, { ...operation, left });
    else this.running.delete(name);
    if (this.stacks.get(name)?.status === "DELETE_COMPLETE") this.stacks.delete(name);
  }

  private async waitFor(name: string, onEvent: OnStackEvent, signal: AbortSignal | null): Promise<void> {
    let seen = this.historyOf(name).length;
    for (;;) {
      this.catchUp(name);
      seen = this.tellFrom(seen, name, onEvent);
      const next = this.running.get(name)?.left[0];
      if (next === undefined) return;
      signal?.throwIfAborted();
      await this.options.clock.sleep(next.atMs - this.options.clock.nowMs(), signal ?? undefined);
    }
  }

  private tellFrom(seen: number, name: string, onEvent: OnStackEvent): number {
    const events = this.historyOf(name);
    const resourcesTotal = Object.keys(this.stacks.get(name)?.template.Resources ?? {}).length;
    for (const event of events.slice(seen)) onEvent(event, { resourcesDone: seen, resourcesTotal });
    return events.length;
  }

  private historyOf(name: string): readonly StackEvent[] {
    return this.history.get(name) ?? [];
  }
}
