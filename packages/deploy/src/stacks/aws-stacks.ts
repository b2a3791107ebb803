import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  GetTemplateCommand,
  paginateDescribeStackEvents,
  paginateDescribeStackResourceDrifts,
  paginateListStackResources,
  RollbackStackCommand,
  type Stack,
  type StackResourceDrift,
  type StackResourceDriftStatus,
} from "@aws-sdk/client-cloudformation";
import { readTemplateText, type Template } from "@fairlead/constructs";
import { isUserError, UserError } from "@fairlead/errors";
import type { AwsCall } from "../aws/explain-aws-error.js";
import { explained } from "../aws/explain-aws-error.js";
import type { AwsConnection, ClientConfiguration } from "../aws/connection.js";
import type { Clock } from "../clock/clock.js";
import { processClock } from "../clock/process-clock.js";
import { explainToolkitError } from "./explain-toolkit-error.js";
import { stuckProblem } from "./how-to-free.js";
import { stackEventOf } from "./stack-event-of.js";
import { stackFailure } from "./stack-failure.js";
import { resistsRollback } from "./resists-rollback.js";
import { isInProgress, readinessOf } from "./stack-status.js";
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
} from "./stacks.js";
import { type DeploymentMethod, deployWithToolkit } from "./toolkit-deploy.js";

/** What the adapter is made of. */
export interface AwsStacksOptions {
  readonly configuration: ClientConfiguration;
  /** A client for a region; the stacks of a CDN and of copies of backups are in another one than the environment's. */
  readonly client: (region: string) => CloudFormationClient;
  readonly clock: Clock;
  readonly method: DeploymentMethod;
}

/** Milliseconds between two looks at a stack: the toolkit's own figure, under CloudFormation's throttling for a dozen stacks. */
const POLL_MS = 2_000;

/** The port to CloudFormation at a connection. */
export function awsStacks({ endpoint }: AwsConnection, configuration: ClientConfiguration): AwsStacks {
  // The toolkit takes an endpoint from this variable and from nothing else.
  if (endpoint !== null) process.env["AWS_ENDPOINT_URL"] = endpoint;
  const clients = new Map<string, CloudFormationClient>();
  const client = (region: string): CloudFormationClient => {
    const made = clients.get(region) ?? new CloudFormationClient({ ...configuration, region });
    clients.set(region, made);
    return made;
  };
  return new AwsStacks({
    configuration,
    client,
    clock: processClock,
    method: endpoint === null ? "change-set" : "direct",
  });
}

/** CloudFormation over the CDK's toolkit, which knows assets and change sets, and over its own API for all else. */
export class AwsStacks implements Stacks {
  private readonly options: AwsStacksOptions;

  constructor(options: AwsStacksOptions) {
    this.options = options;
  }

  async describe(stack: StackPlace): Promise<DeployedStack | null> {
    return await this.ask(stack, "read", async (client) => {
      const found = await findStack(client, stack.name);
      return found === null || found.StackStatus === "DELETE_COMPLETE" ? null : deployedStackOf(found);
    });
  }

  async template(stack: StackPlace): Promise<Template | null> {
    return await this.ask(stack, "read the template of", async (client) => {
      if ((await findStack(client, stack.name)) === null) return null;
      const { TemplateBody = "{}" } = await client.send(
        new GetTemplateCommand({ StackName: stack.name, TemplateStage: "Original" }),
      );
      return readTemplateText(TemplateBody, `The deployed template of ${stack.name}`);
    });
  }

  async resources(stack: StackPlace): Promise<readonly StackResource[]> {
    return await this.ask(stack, "list the resources of", async (client) => {
      if ((await findStack(client, stack.name)) === null) return [];
      const found: StackResource[] = [];
      for await (const page of paginateListStackResources({ client }, { StackName: stack.name }))
        for (const resource of page.StackResourceSummaries ?? [])
          found.push({
            logicalId: resource.LogicalResourceId ?? "",
            physicalId: resource.PhysicalResourceId ?? null,
            type: resource.ResourceType ?? "",
            status: resource.ResourceStatus ?? "",
          });
      return found.filter(({ status }) => status !== "DELETE_COMPLETE");
    });
  }

  async events(stack: StackPlace, sinceMs: number): Promise<readonly StackEvent[]> {
    return await this.ask(stack, "read the events of", async (client) => {
      const found: StackEvent[] = [];
      for await (const page of paginateDescribeStackEvents({ client }, { StackName: stack.name })) {
        const events = (page.StackEvents ?? []).map(stackEventOf);
        found.push(...events.filter(({ atMs }) => atMs > sinceMs));
        // They come with the youngest first.
        if (events.some(({ atMs }) => atMs <= sinceMs)) break;
      }
      return found.reverse();
    });
  }

  async deploy(deployment: StackDeployment): Promise<"changed" | "unchanged"> {
    const { directory, stack, template, parameters, onEvent, signal } = deployment;
    await this.waitUntilFree(stack, onEvent, signal);
    const sinceMs = this.options.clock.nowMs();
    const old = await this.describe(stack);
    const wanted = await this.wantedTemplate(deployment);
    const order = {
      directory,
      stack: stack.name,
      template,
      parameters: { ...keptParameters(old, wanted), ...parameters },
      method: this.options.method,
      rollback: !(isBeingMade(old) && resistsRollback(wanted)),
      onEvent,
    };
    const { configuration } = this.options;
    const region = stack.region ?? configuration.region;
    try {
      return await untilAborted(deployWithToolkit(order, { ...configuration, region }), signal);
    } catch (error) {
      if (signal?.aborted === true || isUserError(error)) throw error;
      throw await this.explainFailure(stack, sinceMs, explainToolkitError(error, stack.name));
    }
  }

  async destroy({ stack, retain, onEvent, signal }: StackRemoval): Promise<void> {
    await this.waitUntilFree(stack, onEvent, signal, "even if stuck");
    const old = await this.describe(stack);
    if (old === null) return;
    const sinceMs = this.options.clock.nowMs();
    await this.ask(stack, "delete", async (client) => {
      const RetainResources = old.status === "DELETE_FAILED" ? [...retain] : [];
      await client.send(
        new DeleteStackCommand({ StackName: stack.name, ...(RetainResources.length > 0 ? { RetainResources } : {}) }),
      );
    });
    await this.follow({ name: old.id, region: stack.region }, onEvent, { sinceMs, signal });
    const now = await this.describe(stack);
    if (now?.id !== old.id) return;
    const problem = UserError.of("StackFailed", { message: now.reason ?? "it could not be deleted.", fix: "" });
    throw await this.explainFailure(stack, sinceMs, problem);
  }

  async cancelUpdate(stack: StackPlace): Promise<void> {
    await this.ask(stack, "cancel the update of", async (client) => {
      await client.send(new CancelUpdateStackCommand({ StackName: stack.name }));
    });
  }

  async continueRollback(stack: StackPlace, skip: readonly string[]): Promise<void> {
    await this.operate(stack, "go on with the rollback of", async (client) => {
      await client.send(new ContinueUpdateRollbackCommand({ StackName: stack.name, ResourcesToSkip: [...skip] }));
    });
  }

  async rollback(stack: StackPlace): Promise<void> {
    await this.operate(stack, "roll back", async (client) => {
      await client.send(new RollbackStackCommand({ StackName: stack.name }));
    });
  }

  async drift(stack: StackPlace): Promise<readonly DriftedResource[]> {
    return await this.ask(stack, "compare with its template", async (client) => {
      const { StackDriftDetectionId } = await client.send(new DetectStackDriftCommand({ StackName: stack.name }));
      for (;;) {
        const { DetectionStatus } = await client.send(
          new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
        );
        // Where it failed, the result is still right for the resources that could be compared.
        if (DetectionStatus !== "DETECTION_IN_PROGRESS") break;
        await this.options.clock.sleep(POLL_MS);
      }
      const found: DriftedResource[] = [];
      const drifts = { StackName: stack.name, StackResourceDriftStatusFilters: DRIFTED };
      for await (const page of paginateDescribeStackResourceDrifts({ client }, drifts))
        found.push(...(page.StackResourceDrifts ?? []).map(driftedResourceOf));
      return found;
    });
  }

  private async wantedTemplate({ directory, stack, template }: StackDeployment): Promise<Template> {
    const file = join(directory, `${stack.name}.template.json`);
    return template ?? readTemplateText(await readFile(file, "utf8"), file);
  }

  private async operate(
    stack: StackPlace,
    doing: string,
    begin: (client: CloudFormationClient) => Promise<void>,
  ): Promise<void> {
    const sinceMs = this.options.clock.nowMs();
    await this.ask(stack, doing, begin);
    await this.follow(stack, () => undefined, { sinceMs, signal: null });
    const now = await this.describe(stack);
    if (now !== null && readinessOf(now.status) !== "ready")
      throw await this.explainFailure(stack, sinceMs, UserError.of("StackFailed", { message: now.status, fix: "" }));
  }

  private async ask<Value>(
    { name, region }: StackPlace,
    doing: string,
    run: (client: CloudFormationClient) => Promise<Value>,
  ): Promise<Value> {
    const call: AwsCall = { doing: `${doing} a stack`, subject: name };
    return await explained(call, () => run(this.options.client(region ?? this.options.configuration.region)));
  }

  private async explainFailure(stack: StackPlace, sinceMs: number, error: UserError): Promise<UserError> {
    const now = await this.describe(stack);
    const events = now === null ? [] : await this.events({ ...stack, name: now.id }, sinceMs);
    // What went wrong before CloudFormation began (credentials, the bootstrap, an asset) is explained already.
    if (events.length === 0) return error;
    return stackFailure({ stack, now, events, said: error.message, cause: error });
  }

  private async waitUntilFree(
    stack: StackPlace,
    onEvent: OnStackEvent,
    signal: AbortSignal | null,
    stuck: "refuse" | "even if stuck" = "refuse",
  ): Promise<void> {
    const found = await this.describe(stack);
    if (found === null) return;
    if (isInProgress(found.status)) await this.follow(stack, onEvent, { sinceMs: this.options.clock.nowMs(), signal });
    const now = await this.describe(stack);
    if (now === null || stuck === "even if stuck" || readinessOf(now.status) !== "stuck") return;
    const failed = (await this.resources(stack)).filter(({ status }) => status.endsWith("_FAILED"));
    const ids = failed.map(({ logicalId }) => logicalId);
    throw UserError.ofProblems([stuckProblem({ stack, status: now.status, failed: ids })]);
  }

  /** Reports events until nothing goes on in the stack. */
  private async follow(
    stack: StackPlace,
    onEvent: OnStackEvent,
    { sinceMs, signal }: { readonly sinceMs: number; readonly signal: AbortSignal | null },
  ): Promise<void> {
    const seen = new Set<string>();
    for (;;) {
      signal?.throwIfAborted();
      const now = await this.describe(stack);
      if (now === null) return;
      for (const event of await this.events(stack, sinceMs)) {
        if (seen.has(event.id)) continue;
        seen.add(event.id);
        onEvent(event, { resourcesDone: seen.size, resourcesTotal: null });
      }
      if (!isInProgress(now.status)) return;
      await this.options.clock.sleep(POLL_MS, signal ?? undefined);
    }
  }
}

/** Whether the stack isn't there, or stopped where it failed, its creation or a try after that: it may never have been whole. */
const isBeingMade = (stack: DeployedStack | null): boolean =>
  stack === null || ["REVIEW_IN_PROGRESS", "CREATE_FAILED", "UPDATE_FAILED"].includes(stack.status);

/** What the deployed parameters are that the template still has. One that AWS resolves by itself takes its default again. */
function keptParameters(old: DeployedStack | null, { Parameters = {} }: Template): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(Parameters).flatMap(([name, { Type }]) => {
      const value = old?.parameters[name];
      return value === undefined || Type.startsWith("AWS::SSM::") ? [] : [[name, value]];
    }),
  );
}

const DRIFTED: StackResourceDriftStatus[] = ["MODIFIED", "DELETED"];

async function findStack(client: CloudFormationClient, name: string): Promise<Stack | null> {
  try {
    const { Stacks: found = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    return found[0] ?? null;
  } catch (error) {
    if (error instanceof Error && error.name === "ValidationError" && error.message.includes("does not exist"))
      return null;
    throw error;
  }
}

function deployedStackOf(stack: Stack): DeployedStack {
  const { StackName, StackId, StackStatus, StackStatusReason, Parameters = [], Outputs = [] } = stack;
  return {
    name: StackName ?? "",
    id: StackId ?? "",
    status: StackStatus ?? "",
    reason: StackStatusReason ?? null,
    isProtected: stack.EnableTerminationProtection ?? false,
    parameters: Object.fromEntries(Parameters.map((one) => [one.ParameterKey ?? "", one.ParameterValue ?? ""])),
    outputs: Object.fromEntries(Outputs.map((one) => [one.OutputKey ?? "", one.OutputValue ?? ""])),
  };
}

const driftedResourceOf = (drift: StackResourceDrift): DriftedResource => ({
  logicalId: drift.LogicalResourceId ?? "",
  physicalId: drift.PhysicalResourceId ?? null,
  type: drift.ResourceType ?? "",
  kind: drift.StackResourceDriftStatus === "DELETED" ? "deleted" : "modified",
  differences: (drift.PropertyDifferences ?? []).map(
    ({ PropertyPath, ExpectedValue, ActualValue, DifferenceType }) => ({
      path: PropertyPath ?? "",
      expected: DifferenceType === "ADD" ? null : (ExpectedValue ?? null),
      actual: DifferenceType === "REMOVE" ? null : (ActualValue ?? null),
    }),
  ),
});

/** Rejects with the signal's reason as soon as it is aborted; what was begun goes on by itself. */
async function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal | null): Promise<Value> {
  if (signal === null) return await work;
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => {
    reject(signal.reason);
  };
  signal.addEventListener("abort", stop);
  // Nobody waits for it any more once the signal was first.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
