import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { Outcome } from "../outcome/outcome.js";
import type { AskedService } from "../rollout/asked-service.js";
import { readServiceStates } from "../rollout/read-service-states.js";
import { rolloutOutcome } from "../rollout/rollout-outcome.js";
import { rolloutProblem } from "../rollout/rollout-problem.js";
import type { ServiceState } from "../rollout/service-state.js";
import { watchRollouts } from "../rollout/watch-rollouts.js";

export interface ApproveRequest {
  readonly cluster: string;
  /** Names; of these, those that wait are answered. */
  readonly services: readonly string[];
  readonly action: "continue" | "rollback";
  /** Milliseconds that it may take. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

export const APPROVE_DEFAULTS = {
  /** What comes after the pause is the longer part of a slow canary. */
  deadlineMs: 60 * 60 * 1000,
} as const;

export type ApprovePorts = Pick<DeployPorts, "clock" | "services" | "targets">;

interface Waiting {
  readonly asked: AskedService;
  readonly deployment: string;
  readonly hook: string;
}

/**
 * Answers the deployments that wait for a person, then watches them to their end: `done` is that the new revision serves, or, when it was
 * turned down, that the earlier one does.
 */
export async function approve(request: ApproveRequest, ports: ApprovePorts, report: Report): Promise<Outcome> {
  const { cluster, services, action } = request;
  const states = await readServiceStates(cluster, services, ports);
  const waiting = services.flatMap((name) => waitingOf(states.get(name) ?? null));
  if (waiting.length === 0) return nothingWaits(services);
  for (const { asked, deployment, hook } of waiting) {
    await ports.services.continueDeployment({ deployment, hook, action });
    const says = `Service ${asked.name}: ${action === "continue" ? "the release goes on" : "the release is turned down"}.`;
    report({ type: "step", step: "approve", state: "done", says });
  }
  const watch = {
    cluster,
    services: waiting.map(({ asked }) => asked),
    deadlineMs: ports.clock.nowMs() + request.deadlineMs,
    signal: request.signal,
  };
  const verdicts = await watchRollouts(watch, ports, report);
  const outcome = rolloutOutcome(verdicts, { isCancelled: request.signal?.aborted === true, isUnchanged: false });
  return action === "rollback" && outcome.kind === "rolled-back" ? { kind: "done" } : outcome;
}

function waitingOf(state: ServiceState | null): readonly Waiting[] {
  const [deployment, earlier] = state?.deployments ?? [];
  const hook = deployment?.hooks.find(({ kind, status }) => kind === "pause" && status === "AWAITING_ACTION");
  if (state === null || deployment === undefined || hook === undefined) return [];
  const taskDefinitionOf = (revision: string | undefined): string | null =>
    state.revisions.find(({ arn }) => arn === revision)?.taskDefinition ?? null;
  const asked = {
    name: state.service.name,
    digests: {},
    taskDefinition: taskDefinitionOf(deployment.target.revision),
    before: taskDefinitionOf(deployment.sources[0]?.revision),
    deploymentBefore: earlier?.arn ?? null,
  };
  return [{ asked, deployment: deployment.arn, hook: hook.id }];
}

const nothingWaits = (services: readonly string[]): Outcome => ({
  kind: "refused",
  problems: services.map((name) =>
    rolloutProblem(name, {
      code: "NothingWaits",
      message: `No deployment of service ${name} waits for a person.`,
      fix: "See with fairlead status what is under way. A deployment waits only where the description asks for approval.",
    }),
  ),
});
