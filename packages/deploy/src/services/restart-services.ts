import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { Outcome } from "../outcome/outcome.js";
import { askServices } from "../rollout/ask-services.js";
import type { RolloutVerdict } from "../rollout/rollout-verdict.js";
import { watchRollouts } from "../rollout/watch-rollouts.js";

export interface RestartRequest {
  readonly cluster: string;
  /** Names; those that don't exist yet are left out. */
  readonly services: readonly string[];
  /** Milliseconds from now. */
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Restarted {
  readonly outcome: Outcome;
  /** Of the services that are there. */
  readonly verdicts: readonly RolloutVerdict[];
}

/** Starts new deployments of what the services run already, so that new tasks read their secrets anew, and waits until it is known how that ends. */
export async function restartServices(
  { cluster, services, deadlineMs, signal }: RestartRequest,
  ports: Pick<DeployPorts, "clock" | "services" | "targets">,
  report: Report,
): Promise<Restarted> {
  const there = (await ports.services.describe(cluster, services)).map(({ name }) => name).sort();
  if (there.length === 0) return { outcome: { kind: "done" }, verdicts: [] };
  const asked = await askServices(
    cluster,
    there.map((name) => ({ name, digests: {} })),
    ports,
  );
  report({ type: "step", step: "services", state: "begun", says: `Services start anew: ${there.join(", ")}.` });
  for (const service of there) await ports.services.update({ cluster, service, restart: true });
  const verdicts = await watchRollouts(
    {
      cluster,
      services: asked.map((service) => ({ ...service, taskDefinition: service.before })),
      deadlineMs: ports.clock.nowMs() + deadlineMs,
      signal,
    },
    ports,
    report,
  );
  const outcome = outcomeOf(verdicts, signal);
  const isWell = outcome.kind === "done";
  report({ type: "step", step: "services", state: isWell ? "done" : "failed", says: summaryOf(verdicts) });
  return { outcome, verdicts };
}

function outcomeOf(verdicts: readonly RolloutVerdict[], signal: AbortSignal | undefined): Outcome {
  const problems = verdicts.flatMap((verdict) => verdict.problems);
  const has = (verdict: RolloutVerdict["verdict"]): boolean => verdicts.some((one) => one.verdict === verdict);
  if (has("unsettled"))
    return signal?.aborted === true ? { kind: "cancelled", left: "left-running" } : { kind: "timed-out", problems };
  if (has("unhealthy")) return { kind: "unhealthy", problems };
  return has("rolled-back") ? { kind: "rolled-back", problems } : { kind: "done" };
}

const summaryOf = (verdicts: readonly RolloutVerdict[]): string =>
  `${verdicts.map(({ service, verdict }) => `${service}: ${verdict}`).join(", ")}.`;
