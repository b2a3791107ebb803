import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { DeploymentHook, ServiceDeployment } from "../services/service-deployment.js";
import type { AskedService } from "./asked-service.js";
import { snapshotOf } from "./snapshot.js";
import type { ServiceState } from "./service-state.js";

/** Tells of a watch what has changed since it last told. */
export class RolloutReporter {
  readonly #ports: Pick<DeployPorts, "clock">;
  readonly #report: Report;
  readonly #told = new Map<string, string>();
  /** By ARN of the deployment. */
  readonly #bakingSinceMs = new Map<string, number>();
  readonly #askedHooks = new Set<string>();

  constructor(ports: Pick<DeployPorts, "clock">, report: Report) {
    this.#ports = ports;
    this.#report = report;
  }

  /** Tells whether anything was new. */
  tell(services: readonly AskedService[], states: ReadonlyMap<string, ServiceState | null>): boolean {
    const changes = services.map(({ name }) => {
      const state = states.get(name) ?? null;
      return state !== null && this.#tellOne(name, state);
    });
    return changes.includes(true);
  }

  #tellOne(name: string, state: ServiceState): boolean {
    const [deployment] = state.deployments;
    if (deployment !== undefined) this.#tellPauses(name, deployment);
    const nowMs = this.#ports.clock.nowMs();
    const snapshot = snapshotOf(state, { nowMs, bakingSinceMs: this.#bakingSince(deployment, nowMs) });
    // The rest of a bake changes at every look; whoever shows it can count by himself.
    const known = JSON.stringify({ ...snapshot, bakeSecondsLeft: null });
    if (this.#told.get(name) === known) return false;
    this.#told.set(name, known);
    this.#report({ type: "rollout", snapshot });
    return true;
  }

  #bakingSince(deployment: ServiceDeployment | undefined, nowMs: number): number | null {
    if (deployment?.stage !== "BAKE_TIME") return null;
    const since = this.#bakingSinceMs.get(deployment.arn) ?? nowMs;
    this.#bakingSinceMs.set(deployment.arn, since);
    return since;
  }

  #tellPauses(name: string, { hooks }: ServiceDeployment): void {
    for (const hook of hooks) {
      if (hook.status !== "AWAITING_ACTION" || this.#askedHooks.has(hook.id)) continue;
      this.#askedHooks.add(hook.id);
      this.#report({ type: "warning", says: pauseSays(name, hook) });
    }
  }
}

function pauseSays(name: string, { expiresAtMs, timeoutAction }: DeploymentHook): string {
  const does = timeoutAction === "continue" ? "goes on" : "goes back";
  const otherwise =
    expiresAtMs === null ? "" : ` Without an answer ECS ${does} by itself at ${new Date(expiresAtMs).toISOString()}.`;
  return `The release of service ${name} waits for a person: \`fairlead approve ${name}\`, or with \`--reject\`.${otherwise}`;
}
