import { type JsonRecord, sameJson, textOf } from "../../json/json-value.js";
import { ApiRefusal, type EmulatedApi } from "../api/emulated-api.js";
import { resolveDynamicReferences } from "../resources/dynamic-references.js";
import type { AskedResource, MadeResource } from "../resources/resource-maker.js";
import { askedResource, attributesAsked, type ResourceContext, wantedIds } from "./resource-plan.js";
import type { StackOutput, StackResource, StackState } from "./stack-state.js";
import type { StackWorld } from "./stack-world.js";
import { type Dependencies, dependenciesOf, inOrder } from "./template-order.js";
import { importsOf, parameterValues, templateScope } from "./template-scope.js";
import type { Template } from "./template.js";
import { conditionHolds, resolveValue } from "./template-values.js";

/** What an operation did to one resource, so that it can be taken back. */
interface Step {
  readonly logicalId: string;
  /** `null`: it is new. */
  readonly before: StackResource | null;
}

/** What is left to take away when all else has succeeded. */
interface Leaving {
  readonly asked: AskedResource;
  readonly made: MadeResource;
}

/** Brings a stack to what a template says, or takes away what it has; tells of each step in the stack's events. */
export class StackOperation {
  private readonly world: StackWorld;
  private readonly stack: StackState;
  private readonly token: string;
  private readonly steps: Step[] = [];
  private readonly leaving: Leaving[] = [];
  private readonly cancelled = new AbortController();

  constructor(world: StackWorld, stack: StackState, token: string) {
    this.world = world;
    this.stack = stack;
    this.token = token;
  }

  cancel(): void {
    this.cancelled.abort();
  }

  /** Makes every resource of a template that is not there yet. Takes it all back when one fails, if asked to. */
  async create(template: Template, rollback: boolean): Promise<void> {
    this.tell("CREATE_IN_PROGRESS", "User Initiated");
    const failure = await this.bringTo(template, "CREATE", false);
    if (failure === null) {
      this.tell("CREATE_COMPLETE", "");
    } else if (!rollback) {
      this.tell("CREATE_FAILED", failure);
    } else {
      this.tell("ROLLBACK_IN_PROGRESS", `${failure} Rollback requested by user.`);
      const left = await this.removeAll(true);
      this.tell(left === null ? "ROLLBACK_COMPLETE" : "ROLLBACK_FAILED", left ?? "");
    }
  }

  /** Brings what is there to another template, and back to `previous` when that fails, if asked to. */
  async update(template: Template, previous: PreviousStack, rollback: boolean): Promise<void> {
    this.tell("UPDATE_IN_PROGRESS", "User Initiated");
    const failure = await this.bringTo(template, "UPDATE", false);
    if (failure === null) {
      this.tell("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "");
      const gone = [...this.stack.resources.keys()].filter((id) => !this.wanted.has(id));
      await this.removeSome(gone, false);
      for (const { asked, made } of this.leaving) await this.removeQuietly(asked, made);
      this.tell("UPDATE_COMPLETE", "");
    } else if (!rollback) {
      this.tell("UPDATE_FAILED", failure);
    } else {
      await this.takeBack(previous, failure);
    }
  }

  async delete(): Promise<void> {
    this.tell("DELETE_IN_PROGRESS", "User Initiated");
    const failure = await this.removeAll(false);
    if (failure === null) {
      this.stack.deletedMs = this.world.nowMs();
      this.stack.outputs = [];
      this.stack.imports = new Set();
    }
    this.tell(failure === null ? "DELETE_COMPLETE" : "DELETE_FAILED", failure ?? "");
  }

  private wanted: ReadonlySet<string> = new Set();

  /** The first failure in CloudFormation's words; `null`: there was none. */
  private async bringTo(template: Template, verb: "CREATE" | "UPDATE", rollback: boolean): Promise<string | null> {
    try {
      const parameters = await parameterValues(this.world, this.stack, template);
      const scope = templateScope(this.world, this.stack, { template, parameters });
      const ids = wantedIds(template, scope);
      this.wanted = new Set(ids);
      const dependencies = dependenciesOf(template, ids);
      const context = { world: this.world, stack: this.stack, template, scope, attributes: attributesAsked(template) };
      const failed = await this.makeAll(dependencies, context, rollback);
      if (failed.length > 0)
        return `The following resource(s) failed to ${verb.toLowerCase()}: [${failed.join(", ")}].`;
      this.stack.outputs = outputsOf(context);
      this.stack.imports = importsOf(template, (value) => resolveValue(value, scope));
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }

  /** Each resource as soon as what it depends on is there. After a failure nothing more is begun, and what goes on is waited for. */
  private async makeAll(
    dependencies: Dependencies,
    context: ResourceContext,
    rollback: boolean,
  ): Promise<readonly string[]> {
    const failed: string[] = [];
    const running = new Map<string, Promise<boolean>>();
    for (const id of inOrder(dependencies)) {
      const before = (dependencies.get(id) ?? []).map((other) => running.get(other) ?? Promise.resolve(true));
      const run = async (): Promise<boolean> => {
        const ready = (await Promise.all(before)).every((made) => made);
        if (!ready || failed.length > 0) return false;
        const done = await this.makeOne(context, id, rollback);
        if (!done) failed.push(id);
        return done;
      };
      running.set(id, run());
    }
    await Promise.all(running.values());
    return failed;
  }

  private async makeOne(context: ResourceContext, id: string, rollback: boolean): Promise<boolean> {
    const existing = this.stack.resources.get(id) ?? null;
    const verb = existing === null ? "CREATE" : "UPDATE";
    try {
      const asked = askedResource(context, id);
      if (existing !== null && !isChanged(existing.asked, asked)) return true;
      this.tellOf({ asked, physicalId: existing?.made.physicalId ?? "", status: `${verb}_IN_PROGRESS`, reason: "" });
      this.steps.push({ logicalId: id, before: existing });
      const made = existing === null ? await this.createOne(asked) : await this.updateOne(existing, asked);
      const decision = this.world.decide(asked.type);
      const resource = {
        asked,
        made,
        decision,
        status: `${verb}_IN_PROGRESS`,
        statusReason: "",
        changedMs: this.world.nowMs(),
      };
      this.stack.resources.set(id, resource);
      await this.world.settle({ asked, made, before: existing?.asked ?? null, rollback }, this.cancelled.signal);
      resource.status = `${verb}_COMPLETE`;
      this.tellOf({ asked, physicalId: made.physicalId, status: resource.status, reason: "" });
      return true;
    } catch (error) {
      this.tellFailure(context, id, { verb, reason: reasonOf(error) });
      return false;
    }
  }

  private async createOne(asked: AskedResource): Promise<MadeResource> {
    const api = this.world.api(asked.region);
    return this.world.decide(asked.type).maker.create(await withSecrets(asked, api), api);
  }

  private async updateOne(existing: StackResource, asked: AskedResource): Promise<MadeResource> {
    const { maker } = this.world.decide(asked.type);
    if (
      sameJson(existing.asked.properties, asked.properties) &&
      sameJson([...existing.asked.attributes], [...asked.attributes])
    )
      return existing.made;
    const api = this.world.api(asked.region);
    const change = { before: await withSecrets(existing.asked, api), after: await withSecrets(asked, api) };
    const made = await maker.update(existing.made, change, api);
    const keepsOld = asked.updateReplacePolicy.startsWith("Retain");
    if (made.replaces === true && !keepsOld) this.leaving.push({ asked: existing.asked, made: existing.made });
    return made;
  }

  private async takeBack(previous: PreviousStack, failure: string): Promise<void> {
    this.tell("UPDATE_ROLLBACK_IN_PROGRESS", failure);
    this.stack.template = previous.template;
    this.stack.templateBody = previous.templateBody;
    this.stack.parameters = previous.parameters;
    const made = this.steps.filter((step) => step.before === null).map((step) => step.logicalId);
    const replacing = this.restoreReplaced();
    const left = await this.bringTo(previous.template, "UPDATE", true);
    if (left !== null) {
      this.tell("UPDATE_ROLLBACK_FAILED", left);
      return;
    }
    this.tell("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", "");
    await this.removeSome(made, true);
    for (const resource of replacing) await this.removeQuietly(resource.asked, resource.made);
    this.tell("UPDATE_ROLLBACK_COMPLETE", "");
  }

  /** What was replaced is still there: puts it back, and hands out what had replaced it. */
  private restoreReplaced(): readonly StackResource[] {
    this.leaving.length = 0;
    return this.steps.flatMap(({ logicalId, before }) => {
      const now = this.stack.resources.get(logicalId);
      if (before === null || now?.made.replaces !== true || now.made.physicalId === before.made.physicalId) return [];
      this.stack.resources.set(logicalId, before);
      return [now];
    });
  }

  /** From the last to the first; the first failure in CloudFormation's words. */
  private async removeAll(rollback: boolean): Promise<string | null> {
    return this.removeSome([...this.stack.resources.keys()], rollback);
  }

  private async removeSome(ids: readonly string[], rollback: boolean): Promise<string | null> {
    const failed: string[] = [];
    const held = dependenciesOf(this.stack.template, ids);
    for (const id of [...inOrder(held)].reverse()) {
      const resource = this.stack.resources.get(id);
      if (resource !== undefined && !(await this.removeOne(id, resource, rollback))) failed.push(id);
    }
    return failed.length === 0 ? null : `The following resource(s) failed to delete: [${failed.join(", ")}].`;
  }

  private async removeOne(id: string, { asked, made }: StackResource, rollback: boolean): Promise<boolean> {
    const physicalId = made.physicalId;
    if (asked.deletionPolicy === "Retain" || (asked.deletionPolicy === "RetainExceptOnCreate" && !rollback)) {
      this.tellOf({ asked, physicalId, status: "DELETE_SKIPPED", reason: "" });
      this.stack.resources.delete(id);
      return true;
    }
    try {
      this.tellOf({ asked, physicalId, status: "DELETE_IN_PROGRESS", reason: "" });
      await this.world.decide(asked.type).maker.remove(made, asked, this.world.api(asked.region));
      this.tellOf({ asked, physicalId, status: "DELETE_COMPLETE", reason: "" });
      this.stack.resources.delete(id);
      return true;
    } catch (error) {
      this.tellOf({ asked, physicalId, status: "DELETE_FAILED", reason: reasonOf(error) });
      return false;
    }
  }

  private async removeQuietly(asked: AskedResource, made: MadeResource): Promise<void> {
    try {
      await this.world.decide(asked.type).maker.remove(made, asked, this.world.api(asked.region));
    } catch (error) {
      this.tellOf({ asked, physicalId: made.physicalId, status: "DELETE_FAILED", reason: reasonOf(error) });
    }
  }

  private tellFailure(context: ResourceContext, id: string, { verb, reason }: { verb: string; reason: string }): void {
    const resource = this.stack.resources.get(id);
    const type = context.template.resources[id]?.type ?? "";
    const status = `${verb}_FAILED`;
    if (resource !== undefined) Object.assign(resource, { status, statusReason: reason });
    this.event({ logicalId: id, physicalId: resource?.made.physicalId ?? "", type, status, reason, properties: null });
  }

  private tellOf({
    asked,
    physicalId,
    status,
    reason,
  }: {
    asked: AskedResource;
    physicalId: string;
    status: string;
    reason: string;
  }): void {
    this.event({
      logicalId: asked.logicalId,
      physicalId,
      type: asked.type,
      status,
      reason,
      properties: asked.properties,
    });
  }

  private tell(status: string, reason: string): void {
    this.stack.status = status;
    this.stack.statusReason = reason;
    const { name, id } = this.stack;
    this.event({
      logicalId: name,
      physicalId: id,
      type: "AWS::CloudFormation::Stack",
      status,
      reason,
      properties: null,
    });
  }

  private event(event: {
    logicalId: string;
    physicalId: string;
    type: string;
    status: string;
    reason: string;
    properties: JsonRecord | null;
  }): void {
    const id = `${event.logicalId}-${event.status}-${this.stack.events.length}`;
    this.stack.events.push({ ...event, id, atMs: this.world.nowMs(), clientRequestToken: this.token });
  }
}

/** What an update goes back to when it fails. */
export interface PreviousStack {
  readonly template: Template;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a service is told; the stack itself never holds the values of secrets. */
const withSecrets = async (asked: AskedResource, api: EmulatedApi): Promise<AskedResource> => ({
  ...asked,
  properties: await resolveDynamicReferences(asked.properties, api),
});

const isChanged = (before: AskedResource, after: AskedResource): boolean =>
  !sameJson(before.properties, after.properties) ||
  before.type !== after.type ||
  before.deletionPolicy !== after.deletionPolicy ||
  !sameJson([...before.attributes], [...after.attributes]);

/** A refusal in its own words; whatever else is a defect of ours and says so. */
const reasonOf = (error: unknown): string => {
  if (error instanceof ApiRefusal) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
};

function outputsOf({ template, scope }: ResourceContext): readonly StackOutput[] {
  return Object.entries(template.outputs).flatMap(([name, output]) => {
    if (output.condition !== null && !conditionHolds(output.condition, scope)) return [];
    const exportName = output.exportName === undefined ? null : textOf(resolveValue(output.exportName, scope));
    return [{ name, value: textOf(resolveValue(output.value, scope)), exportName, description: output.description }];
  });
}
