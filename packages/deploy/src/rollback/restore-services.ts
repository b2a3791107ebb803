import { type Problem, UserError } from "@fairlead/errors";
import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { ReleasedService } from "../ledger/release-record.js";
import type { AskedService } from "../rollout/asked-service.js";
import { readServiceStates } from "../rollout/read-service-states.js";
import { rolloutProblem } from "../rollout/rollout-problem.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import { type ServiceState, servingRevision } from "../rollout/service-state.js";
import { watchRollouts } from "../rollout/watch-rollouts.js";
import { isCompleted } from "../services/service-deployment.js";
import { applyRestoration, putBack } from "./apply-restoration.js";
import { isNothing, planRestoration, type Restoration } from "./plan-restoration.js";
import { readServiceSettings } from "./read-service-settings.js";
import type { ServiceSettings } from "./plan-restoration.js";

export interface RestoreRequest {
  readonly cluster: string;
  /** As they were in the release to go back to. */
  readonly services: readonly ReleasedService[];
  /** By the ports' clock. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Whether CloudFormation is still at work on these services. */
  readonly isReleasing?: (() => Promise<boolean>) | undefined;
}

export type RestorePorts = Pick<DeployPorts, "clock" | "scaling" | "services" | "targets">;

/** `changed`: whether anything was to be done. */
export interface Restored {
  readonly verdicts: readonly RolloutVerdict[];
  readonly changed: boolean;
}

/** A service on its way back. */
interface Return {
  readonly asked: AskedService;
  readonly plan: Restoration;
  /** As it was before anything was changed. */
  readonly before: ServiceSettings;
}

/**
 * Brings services back to what they were in a release: task definition, target-group settings and scaling of each as one unit. What ECS is
 * still deploying is taken back first. Each step looks at how things are, so that it may be interrupted anywhere and run again.
 */
export async function restoreServices(request: RestoreRequest, ports: RestorePorts, report: Report): Promise<Restored> {
  const stopped = await stopOthers(request, ports, report);
  const settled = await waitUntilSettled(request, ports, report);
  if (settled.some(({ verdict }) => verdict === "unsettled")) return { verdicts: settled, changed: stopped };
  const returns = await Promise.all(request.services.map((service) => bringBack(service, request, ports)));
  const verdicts = await watchRollouts({ ...request, services: returns.map(({ asked }) => asked) }, ports, report);
  await Promise.all(returns.map((back, at) => finish(back, verdicts[at], { request, ports })));
  return { verdicts, changed: stopped || returns.some(({ plan }) => !isNothing(plan)) };
}

/** What would make it impossible to go back, all of it; nothing is touched. */
export async function restoreProblems(
  { cluster, services }: RestoreRequest,
  ports: RestorePorts,
): Promise<readonly Problem[]> {
  const states = await readServiceStates(
    cluster,
    services.map(({ name }) => name),
    ports,
  );
  const problems = await Promise.all(
    services.map(async ({ name, taskDefinition }) => {
      if ((states.get(name) ?? null) === null) return [serviceGone(name)];
      return (await ports.services.taskDefinition(taskDefinition)) === null
        ? [taskDefinitionGone(name, taskDefinition)]
        : [];
    }),
  );
  return problems.flat();
}

/** Tells whether any was stopped. */
async function stopOthers(
  { cluster, services }: RestoreRequest,
  ports: RestorePorts,
  report: Report,
): Promise<boolean> {
  const states = await readServiceStates(
    cluster,
    services.map(({ name }) => name),
    ports,
  );
  const stopped = await Promise.all(
    services.map(async (service) => {
      const state = states.get(service.name) ?? null;
      const [deployment] = state?.deployments ?? [];
      if (state === null || deployment === undefined || isCompleted(deployment)) return false;
      if (await isWantedUnderWay(service, state, ports)) return false;
      report({ type: "warning", says: `The deployment of service ${service.name} that is under way is taken back.` });
      await stopOne(cluster, service.name, deployment.arn, ports);
      return true;
    }),
  );
  return stopped.includes(true);
}

/** A rollback that was interrupted after ECS had begun it. */
async function isWantedUnderWay(service: ReleasedService, state: ServiceState, ports: RestorePorts): Promise<boolean> {
  const target = state.revisions.find(({ arn }) => arn === state.deployments[0]?.target.revision);
  if (target === undefined) return false;
  if (target.taskDefinition === service.taskDefinition) return true;
  return target.taskDefinition === (await ports.services.deployable(service.taskDefinition));
}

/** One that has ended between the look and the call is no error. */
async function stopOne(cluster: string, service: string, arn: string, ports: RestorePorts): Promise<void> {
  try {
    await ports.services.rollBackDeployment(arn);
  } catch (error) {
    const now = (await ports.services.deployments(cluster, service)).find((deployment) => deployment.arn === arn);
    if (now === undefined || !isCompleted(now)) throw error;
  }
}

/** Whatever they end at: the way back begins where nothing moves. */
const waitUntilSettled = (
  request: RestoreRequest,
  ports: RestorePorts,
  report: Report,
): Promise<readonly RolloutVerdict[]> => {
  const services = request.services.map(({ name }) => ({
    name,
    digests: {},
    taskDefinition: null,
    before: null,
    deploymentBefore: null,
  }));
  return watchRollouts({ ...request, services, settlingMs: 0 }, ports, report);
};

async function bringBack(service: ReleasedService, { cluster }: RestoreRequest, ports: RestorePorts): Promise<Return> {
  const { name, digests } = service;
  const state = (await readServiceStates(cluster, [name], ports)).get(name) ?? null;
  const taskDefinition = await ports.services.deployable(service.taskDefinition);
  if (state === null || taskDefinition === null) throw gone(service, state);
  const before = await readServiceSettings(cluster, service, ports);
  const plan = planRestoration(service, taskDefinition, { state, settings: before });
  const asked = {
    name,
    digests,
    taskDefinition,
    before: servingRevision(state)?.taskDefinition ?? null,
    deploymentBefore: state.deployments[0]?.arn ?? null,
  };
  await applyRestoration(cluster, plan, ports);
  return { asked, plan, before };
}

/** The rest of the unit, or, where ECS didn't take the earlier version, what had been changed for it. */
async function finish(
  { asked, plan, before }: Return,
  verdict: RolloutVerdict | undefined,
  { request: { cluster }, ports }: { readonly request: RestoreRequest; readonly ports: RestorePorts },
): Promise<void> {
  switch (verdict?.verdict) {
    case "serving":
    case "unchanged":
      for (const { targetGroup, settings } of plan.settingsLast) {
        await ports.targets.changeSettings(targetGroup, settings);
      }
      return;
    case "rolled-back":
      await putBack(cluster, { service: asked.name, plan, before }, ports);
      return;
    case "unhealthy":
    case "unsettled":
    case undefined:
      return;
  }
}

const gone = (service: ReleasedService, state: ServiceState | null): UserError =>
  UserError.ofProblems([
    state === null ? serviceGone(service.name) : taskDefinitionGone(service.name, service.taskDefinition),
  ]);

const serviceGone = (name: string): Problem =>
  rolloutProblem(name, {
    code: "ServiceMissing",
    message: `Service ${name} of that release isn't there any more.`,
    fix: "Only a deployment can make it again: check out the commit of that release, and run fairlead deploy.",
  });

const taskDefinitionGone = (name: string, taskDefinition: string): Problem =>
  rolloutProblem(name, {
    code: "TaskDefinitionMissing",
    message: `ECS doesn't know ${taskDefinition} of service ${name} any more.`,
    fix: "Only a deployment can make it again: check out the commit of that release, and run fairlead deploy.",
  });
