import { expectPresent, type Problem } from "@fairlead/errors";
import type { Template } from "@fairlead/constructs";
import type { DeployStep, Report } from "../event/deploy-event.js";
import type { GivenSecret } from "../secrets/given-secret.js";
import type { StackPlace } from "../stacks/stacks.js";
import { problemsOf } from "./conclude.js";
import type { DeployPlan, PassedStack, PlannedPass } from "./deploy-plan.js";
import type { DeployRequest } from "./deploy-request.js";
import type { DeploySteps } from "./deploy-steps.js";
import type { RunSignals } from "./interruption.js";
import { type GraphNode, runGraph } from "./run-graph.js";
import type { DeploymentPorts } from "./run-deployment.js";
import type { StackEnvironment } from "./stack-environment.js";
import { stackReporter } from "./stack-reports.js";

/** What the stacks of a deployment are deployed with. */
export interface StackRunInput {
  readonly request: DeployRequest;
  readonly steps: DeploySteps;
  readonly ports: DeploymentPorts;
  readonly report: Report;
  readonly signals: RunSignals;
  readonly plan: DeployPlan;
  readonly kept: ReadonlyMap<string, Template>;
  readonly environment: StackEnvironment;
  readonly digests: Readonly<Record<string, string | null>>;
  /** First values, for secrets that have none when their stack is there. */
  readonly secrets: readonly GivenSecret[];
}

interface InsertedNode {
  readonly node: GraphNode;
  /** Whether a stack waits for it. */
  readonly isFor: (stack: string) => boolean;
}

interface StackWork {
  readonly place: StackPlace;
  readonly template: Template | undefined;
  readonly direction: PlannedPass["direction"];
}

const IMAGES = "images";
const SECRETS = "secrets";

/** The passes through the stacks, with images and first values of secrets as nodes among them. */
export class StackRun {
  readonly failures: Problem[] = [];
  /** Stacks that were being made when it was interrupted: CloudFormation can't take back a creation that is under way. */
  readonly stillMaking: string[] = [];
  /** Whether a stack may still begin or take back deployments of services. */
  isReleasing = true;
  /** Resolves when the first stack with services begins, or when none will. */
  readonly servicesBegin: Promise<void>;
  private readonly input: StackRunInput;
  private readonly running = new Map<string, StackPlace>();
  private readonly undone = new Set<PlannedPass>();
  private pushed: Readonly<Record<string, string>> = {};
  private readonly letServicesBegin: () => void;

  constructor(input: StackRunInput) {
    this.input = input;
    for (const pass of input.plan.passes) this.undone.add(pass);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.servicesBegin = promise;
    this.letServicesBegin = () => {
      resolve(undefined);
    };
  }

  /** The digests that are known by now, by template parameter. */
  digests(): Readonly<Record<string, string>> {
    const known = Object.entries({ ...this.input.digests, ...this.pushed });
    return Object.fromEntries(known.flatMap(([name, digest]) => (digest === null ? [] : [[name, digest]])));
  }

  fail(problems: readonly Problem[]): void {
    this.failures.push(...problems);
  }

  /** Whether all passes were made to their end. */
  isComplete(): boolean {
    return this.undone.size === 0;
  }

  /** Makes a pass, if it is planned. What fails is in `failures`. */
  async pass(direction: PlannedPass["direction"]): Promise<void> {
    const pass = this.input.plan.passes.find((one) => one.direction === direction);
    if (pass !== undefined) await this.makePass(pass);
    this.isReleasing = false;
    this.letServicesBegin();
  }

  private async makePass(pass: PlannedPass): Promise<void> {
    const { request, signals, report } = this.input;
    const says = pass.direction === "forward" ? "From the first stack to the last." : "What goes, from the last stack.";
    this.tell("stacks", "begun", says);
    for (const { name } of pass.stacks)
      report({ type: "stack", stack: name, status: "WAITING", resourcesDone: 0, resourcesTotal: null });
    const takeBack = (): void => {
      if (signals.ending() === "roll-back") void this.cancelUpdates();
    };
    signals.stop.addEventListener("abort", takeBack);
    const nodes = this.nodesOf(pass);
    const end = await runGraph(nodes, { concurrency: request.concurrency, signal: signals.stop });
    signals.stop.removeEventListener("abort", takeBack);
    for (const { name, error } of end.failed) this.hearFailure(name, error);
    if (end.done.length === nodes.length) this.undone.delete(pass);
    const isDone = end.done.length === nodes.length;
    this.tell("stacks", isDone ? "done" : "failed", `${end.done.length} of ${nodes.length} are done.`);
  }

  /** That a wait was ended, or an update taken back, is no failure but what was asked for. */
  private hearFailure(name: string, error: unknown): void {
    const ending = this.input.signals.ending();
    if (ending !== null && error === this.input.signals.leave.reason) return;
    const problems = problemsOf(error);
    if (ending === "roll-back" && name !== IMAGES && name !== SECRETS) return;
    this.fail(problems);
  }

  private nodesOf({ direction, stacks }: PlannedPass): readonly GraphNode[] {
    const inserted = direction === "forward" ? this.insertedNodes() : [];
    const nodes = stacks.map((stack): GraphNode => ({
      name: stack.name,
      after: [...stack.after, ...inserted.filter(({ isFor }) => isFor(stack.name)).map(({ node }) => node.name)],
      run: async () => {
        await this.runStack(stack, direction);
      },
    }));
    return [...inserted.map(({ node }) => node), ...nodes];
  }

  /** What is done between stacks, and for which of them. */
  private insertedNodes(): readonly InsertedNode[] {
    const { plan, request, secrets, environment } = this.input;
    const withRole = (role: string): string[] =>
      request.target.assembly.stacks.filter((stack) => stack.role === role).map(({ name }) => name);
    const templateOf = (name: string): Template | undefined =>
      environment.wanted.find(({ place }) => place.name === name)?.template;
    const images: InsertedNode = {
      node: { name: IMAGES, after: withRole("Registry"), run: () => this.pushImages() },
      isFor: (name) =>
        Object.keys(templateOf(name)?.Parameters ?? {}).some((parameter) => plan.imagesToPush.includes(parameter)),
    };
    const values: InsertedNode = {
      node: { name: SECRETS, after: withRole("Secrets"), run: () => this.fillSecrets() },
      isFor: (name) => has(templateOf(name), "AWS::ECS::TaskDefinition"),
    };
    return [...(plan.imagesToPush.length > 0 ? [images] : []), ...(secrets.length > 0 ? [values] : [])];
  }

  private async pushImages(): Promise<void> {
    this.tell("images", "begun", "Images that the repositories lack are built and pushed.");
    try {
      this.pushed = await this.input.steps.images.push(this.input.signals.stop);
      this.tell("images", "done", "They are there, and pinned by their digests.");
    } catch (error) {
      this.tell("images", "failed", "The stacks that run them are not touched.");
      throw error;
    }
  }

  private async fillSecrets(): Promise<void> {
    this.tell("secrets", "begun", "Secrets without a value are given their first.");
    try {
      const filled = await this.input.steps.secrets.fill(this.input.secrets);
      this.tell("secrets", "done", filled.length === 0 ? "All have one." : `Set: ${filled.join(", ")}.`);
    } catch (error) {
      this.tell("secrets", "failed", "The stacks that are given them are not touched.");
      throw error;
    }
  }

  private async runStack(passed: PassedStack, direction: PlannedPass["direction"]): Promise<void> {
    const { environment } = this.input;
    const { name } = passed;
    const wanted = environment.wanted.find(({ place }) => place.name === name);
    const place = wanted?.place ?? expectPresent(environment.deployed.get(name), name).place;
    if (has(wanted?.template, "AWS::ECS::Service")) this.letServicesBegin();
    this.running.set(name, place);
    const work = this.workOn(passed, { place, template: wanted?.template, direction });
    const isGate = direction === "forward" && has(wanted?.template, "Custom::ReleaseGate");
    try {
      await (isGate ? this.asRelease(work) : work);
    } finally {
      this.running.delete(name);
    }
  }

  private async workOn({ name, action }: PassedStack, { place, template, direction }: StackWork): Promise<void> {
    const { kept, ports, report, request, signals } = this.input;
    const common = { stack: place, onEvent: stackReporter(name, report), signal: signals.leave };
    if (action === "destroy") {
      await ports.stacks.destroy({ ...common, retain: [] });
      return;
    }
    await ports.stacks.deploy({
      ...common,
      directory: request.target.assembly.directory,
      template: (direction === "forward" ? kept.get(name) : undefined) ?? null,
      parameters: this.parametersOf(template),
    });
  }

  /** The stack with the release jobs: what they do is a step of its own. */
  private async asRelease(work: Promise<void>): Promise<void> {
    this.tell("release", "begun", "The release jobs run; services are touched after they have ended well.");
    try {
      await work;
    } catch (error) {
      this.tell("release", "failed", "No service was touched; the old version goes on serving.");
      throw error;
    }
    this.tell("release", "done", "They have ended well.");
  }

  private parametersOf({ Parameters = {} }: Pick<Template, "Parameters"> = {}): Readonly<Record<string, string>> {
    const values: Readonly<Record<string, string>> = { ...this.input.request.parameters, ...this.digests() };
    return Object.fromEntries(
      Object.keys(Parameters).flatMap((name) => {
        const value = values[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }

  /** Takes back what can be taken back of what is under way. */
  private async cancelUpdates(): Promise<void> {
    const { ports, report } = this.input;
    this.tell("rollback", "begun", "What is under way is taken back.");
    for (const [name, place] of this.running) {
      try {
        const stack = await ports.stacks.describe(place);
        if (stack?.status === "UPDATE_IN_PROGRESS") await ports.stacks.cancelUpdate(place);
        else if (stack?.status === "CREATE_IN_PROGRESS") {
          this.stillMaking.push(name);
          report({
            type: "warning",
            says: `${name} is being made for the first time, which CloudFormation can't take back; it is waited for.`,
          });
        }
      } catch (error) {
        for (const { message } of problemsOf(error)) report({ type: "warning", says: message });
      }
    }
  }

  private tell(step: DeployStep, state: "begun" | "done" | "failed", says: string): void {
    this.input.report({ type: "step", step, state, says });
  }
}

const has = (template: Template | undefined, type: string): boolean =>
  Object.values(template?.Resources ?? {}).some(({ Type }) => Type === type);
