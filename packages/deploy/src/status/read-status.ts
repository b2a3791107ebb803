import { clusterName, environmentPrefix } from "@fairlead/constructs";
import type { Problem } from "@fairlead/errors";
import type { ResolvedApp } from "@fairlead/model";
import type { DeployPorts } from "../deploy-ports.js";
import { Ledger } from "../ledger/release-ledger.js";
import { ailments } from "../rollout/ailments.js";
import { readServiceStates } from "../rollout/read-service-states.js";
import { rolloutProblem } from "../rollout/rollout-problem.js";
import { type ServiceState, servingRevision } from "../rollout/service-state.js";
import { snapshotOf } from "../rollout/snapshot.js";
import { isCompleted } from "../services/service-deployment.js";
import { digestIn } from "../services/service-revision.js";
import { isInProgress, readinessOf } from "../stacks/stack-status.js";
import type { DeployedStack } from "../stacks/stacks.js";
import type {
  EnvironmentStatus,
  ReleaseStatus,
  ServiceStatus,
  ServingRevision,
  StackStatus,
} from "./environment-status.js";
import { stackPlaces } from "./stack-places.js";
import { urlsOf } from "./urls-of.js";

export type StatusPorts = Pick<
  DeployPorts,
  "alarms" | "clock" | "releaseStore" | "scaling" | "services" | "stacks" | "targets"
>;

/** Reads how an environment is. Touches nothing. */
export async function readStatus(app: ResolvedApp, ports: StatusPorts): Promise<EnvironmentStatus> {
  const [stacks, services, alarms, lastRelease] = await Promise.all([
    readStacks(app, ports),
    readServices(app, ports),
    ports.alarms.states(`${environmentPrefix(app)}-`),
    readLastRelease(app, ports),
  ]);
  const problems = [...stacks.map(stackProblem), ...services.map(({ problem }) => problem)].flat();
  const statuses = services.map(({ status }) => status);
  return {
    app: app.name,
    environment: app.environment.name,
    region: app.environment.region,
    state: stateOf({ stacks, services, hasProblems: problems.length > 0 }),
    urls: urlsOf(
      app,
      stacks.flatMap(({ stack }) => stack ?? []),
    ),
    services: statuses,
    alarms: alarms.filter(({ state }) => state === "ALARM"),
    stacks: stacks.map(({ status }) => status),
    lastRelease,
    problems,
  };
}

interface ReadStack {
  readonly status: StackStatus;
  readonly stack: DeployedStack | null;
}

const readStacks = (app: ResolvedApp, { stacks }: StatusPorts): Promise<readonly ReadStack[]> =>
  Promise.all(
    stackPlaces(app).map(async (place) => {
      const stack = await stacks.describe(place);
      const { name } = place;
      return { stack, status: { name, status: stack?.status ?? null, reason: stack?.reason ?? null } };
    }),
  );

function stackProblem({ status: { name, status, reason } }: ReadStack): readonly Problem[] {
  if (status === null || readinessOf(status) !== "stuck") return [];
  const message = `Stack ${name} is stuck in ${status}${reason === null ? "." : `: ${reason}`}`;
  return [
    { path: "", code: "StackStuck", message, fix: "fairlead deploy says how to free it before it touches anything." },
  ];
}

interface ReadService {
  readonly status: ServiceStatus;
  readonly problem: readonly Problem[];
  readonly isMoving: boolean;
}

async function readServices(app: ResolvedApp, ports: StatusPorts): Promise<readonly ReadService[]> {
  const cluster = clusterName(app);
  const names = app.services.map(({ name }) => name);
  const states = await readServiceStates(cluster, names, ports);
  return Promise.all(
    names.map(async (name) => {
      const state = states.get(name) ?? null;
      if (state === null) return absent(name);
      const scaling = await ports.scaling.target(cluster, name);
      const serving = servingRevision(state);
      const [deployment] = state.deployments;
      const isMoving = deployment !== undefined && !isCompleted(deployment);
      return {
        isMoving,
        problem: isMoving || serving === null ? unknown(name, isMoving) : ailments(serving, state),
        status: {
          name,
          rollout: snapshotOf(state, { nowMs: ports.clock.nowMs(), bakingSinceMs: null }),
          serving: serving === null ? null : servingOf(state, serving.arn),
          scaling:
            scaling === null
              ? null
              : { minTasks: scaling.minTasks, maxTasks: scaling.maxTasks, suspended: scaling.suspended },
          pausedAt: deployment?.hooks.find(({ status }) => status === "AWAITING_ACTION")?.id ?? null,
        },
      };
    }),
  );
}

const absent = (name: string): ReadService => ({
  isMoving: false,
  problem: [],
  status: { name, rollout: null, serving: null, scaling: null, pausedAt: null },
});

const unknown = (name: string, isMoving: boolean): readonly Problem[] =>
  isMoving
    ? []
    : [
        rolloutProblem(name, {
          code: "RevisionUnknown",
          message: `It is not known which revision of service ${name} serves.`,
          fix: `See why with fairlead why ${name}, then deploy again or roll back.`,
        }),
      ];

function servingOf({ revisions }: ServiceState, arn: string): ServingRevision | null {
  const revision = revisions.find((candidate) => candidate.arn === arn);
  if (revision === undefined) return null;
  return {
    revision: arn,
    taskDefinition: revision.taskDefinition,
    digests: Object.fromEntries(
      revision.images.map(({ container, image, digest }) => [container, digest ?? digestIn(image)]),
    ),
    sinceMs: revision.createdAtMs,
  };
}

interface Read {
  readonly stacks: readonly ReadStack[];
  readonly services: readonly ReadService[];
  readonly hasProblems: boolean;
}

function stateOf({ stacks, services, hasProblems }: Read): EnvironmentStatus["state"] {
  const hasStack = stacks.some(({ stack }) => stack !== null);
  const isThere = services.some(({ status }) => status.rollout !== null);
  if (!hasStack && !isThere) return "absent";
  const isMoving =
    services.some((service) => service.isMoving) || stacks.some(({ stack }) => isInProgress(stack?.status ?? ""));
  if (isMoving) return "moving";
  return hasProblems || services.some(({ status }) => status.rollout === null) ? "unhealthy" : "healthy";
}

async function readLastRelease(app: ResolvedApp, ports: StatusPorts): Promise<ReleaseStatus | null> {
  const ledger = new Ledger({ app: app.name, environment: app.environment.name }, ports);
  const last = await ledger.last();
  if (last === null) return null;
  const { number, action, end, startedAt, by } = last;
  return { number, action: action.kind, outcome: end?.outcome ?? null, startedAt, by };
}
