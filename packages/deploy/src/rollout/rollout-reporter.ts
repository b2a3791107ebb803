import type { DeployPorts } from "../deploy-ports.js";
import type { Report } from "../event/deploy-event.js";
import type { DeploymentHook, ServiceDeployment } from "../services/service-deployment.js";
import type { AskedService } from "./asked-service.js";
import { snapshotOf } from "./snapshot.js";
import type { ServiceState } from "./service-state.js";

/** What a look found. */
export interface RolloutNews {
  readonly hasChanged: boolean;
  /** Names of services. */
  readonly failing: readonly string[];
}

/** Tells of a watch what has changed since it last told. */
export class RolloutReporter {
  readonly #ports: Pick<DeployPorts, "clock">;
  readonly #report: Report;
  readonly #told = new Map<string, string>();
  /** By ARN of the deployment. */
  readonly #bakingSinceMs = new Map<string, number>();
  readonly #askedHooks = new Set<string>();
  /** Services of which more tasks had failed at the last look than at the one before. */
  readonly #hasMoreFailed = new Set<string>();
  /** How many tasks had failed, by service. */
  readonly #failedTasks = new Map<string, number>();

  constructor(ports: Pick<DeployPorts, "clock">, report: Report) {
    this.#ports = ports;
    this.#report = report;
  }

  /** Tells what is new of each service; says of which. `failing`: more of its tasks have failed than before. */
  tell(services: readonly AskedService[], states: ReadonlyMap<string, ServiceState | null>): RolloutNews {
    const found = services.flatMap(({ name }) => states.get(name) ?? []);
    const changed = found.filter((state) => this.#tellOne(state.service.name, state));
    return {
      hasChanged: changed.length > 0,
      failing: changed.map(({ service }) => service.name).filter((name) => this.#hasMoreFailed.has(name)),
    };
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
    if (snapshot.failedTasks > (this.#failedTasks.get(name) ?? 0)) this.#hasMoreFailed.add(name);
    else this.#hasMoreFailed.delete(name);
    this.#failedTasks.set(name, snapshot.failedTasks);
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
