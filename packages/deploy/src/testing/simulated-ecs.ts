import { UserError } from "@fairlead/errors";
import type { Rollout, RolloutState } from "@fairlead/simulator";
import type { AlarmState, Alarms } from "../alarms/alarms.js";
import type { Clock } from "../clock/clock.js";
import type { ScalableTarget, Scaling } from "../scaling/scaling.js";
import type { ServiceChange, Services } from "../services/services.js";
import { digestIn } from "../services/service-revision.js";
import type { TaskDefinition } from "../services/task-definition.js";
import type { TargetGroupSettings, Targets, TargetState } from "../targets/targets.js";
import { answersOf, arnOf, type NamedService } from "./simulated-answers.js";
import { SimulatedService, type Trial } from "./simulated-service.js";

/** How a service of {@link SimulatedEcs} begins. */
export interface SimulatedServiceStart {
  readonly rollout: Rollout;
  /** By container; `repository@sha256:…`. */
  readonly images: Readonly<Record<string, string>>;
  readonly scaling?: ScalableTarget | null;
  /** Put up against it while it is created; left out: it is there and settled. */
  readonly trial?: Trial;
}

/** What a target group of {@link SimulatedEcs} begins with. */
export const TARGET_GROUP_SETTINGS: TargetGroupSettings = {
  health: {
    path: "/health",
    port: "traffic-port",
    protocol: "HTTP",
    intervalSeconds: 10,
    timeoutSeconds: 5,
    healthyThreshold: 2,
    unhealthyThreshold: 3,
    matcher: "200",
  },
  attributes: { "deregistration_delay.timeout_seconds": "30" },
};

/**
 * ECS with its load balancer, its alarms and its autoscaling, in memory: a cluster whose services are rolled out as packages/simulator has
 * it, by the clock that it is given. What a verb hears of a deployment's end was so earned by one.
 */
export class SimulatedEcs {
  readonly cluster: string;
  readonly services: Services;
  readonly targets: Targets;
  readonly alarms: Alarms;
  readonly scaling: Scaling;
  readonly #clock: Clock;
  readonly #services = new Map<string, SimulatedService>();
  readonly #taskDefinitions = new Map<string, TaskDefinition>();
  readonly #copies = new Map<string, string>();
  readonly #settings = new Map<string, TargetGroupSettings>();
  readonly #scaling = new Map<string, ScalableTarget>();

  constructor(clock: Clock, cluster = "shop-prod") {
    this.#clock = clock;
    this.cluster = cluster;
    this.services = this.#makeServices();
    this.targets = this.#makeTargets();
    this.alarms = { states: async (prefix) => Promise.resolve(this.#alarmStates(prefix)) };
    this.scaling = this.#makeScaling();
  }

  /** Makes a service; its name is the rollout's. Gives the ARN of its first task definition. */
  add({ rollout, images, scaling = null, trial }: SimulatedServiceStart): string {
    const { service } = rollout;
    const taskDefinition = this.register(service, images);
    const nowMs = (): number => this.#clock.nowMs();
    this.#services.set(service, new SimulatedService(rollout, this.#imagesOf(taskDefinition), nowMs, trial ?? null));
    if (scaling !== null) this.#scaling.set(service, scaling);
    for (const group of ["blue", "green"] as const) {
      this.#settings.set(arnOf.targetGroup(service, group), TARGET_GROUP_SETTINGS);
    }
    return taskDefinition;
  }

  /** `RegisterTaskDefinition`. */
  register(family: string, images: Readonly<Record<string, string>>): string {
    const revision = [...this.#taskDefinitions.values()].filter((known) => known.family === family).length + 1;
    const arn = arnOf.taskDefinition(family, revision);
    const containers = Object.entries(images).map(([name, image]) => ({
      name,
      image,
      logGroup: `/${this.cluster}/${family}`,
      logStreamPrefix: name,
    }));
    this.#taskDefinitions.set(arn, { arn, family, status: "ACTIVE", containers });
    return arn;
  }

  /** As CloudFormation does with the one that it has replaced. */
  deregister(taskDefinition: string): void {
    const known = this.#taskDefinitions.get(taskDefinition);
    if (known === undefined) throw notFound(taskDefinition);
    this.#taskDefinitions.set(taskDefinition, { ...known, status: "INACTIVE" });
  }

  /** What the next deployments of a service are put up against. */
  put(service: string, trial: Trial): void {
    this.#named(service).put(trial);
  }

  /** Deploys as CloudFormation would. */
  deploy(service: string, taskDefinition: string): void {
    this.#named(service).deploy(this.#imagesOf(taskDefinition));
  }

  /** How it stands at this moment, in the simulator's own words. */
  stateOf(service: string): RolloutState {
    return this.#named(service).state;
  }

  settingsOf(service: string): TargetGroupSettings {
    return this.#settings.get(arnOf.targetGroup(service, "blue")) ?? TARGET_GROUP_SETTINGS;
  }

  #named(service: string): SimulatedService {
    const found = this.#services.get(service);
    if (found !== undefined) return found;
    throw notFound(`service ${service}`);
  }

  #imagesOf(taskDefinition: string) {
    const known = this.#taskDefinitions.get(taskDefinition);
    if (known === undefined) throw notFound(taskDefinition);
    const images = known.containers.map(({ name, image }) => ({ container: name, image, digest: digestIn(image) }));
    return { taskDefinition, images };
  }

  #all(): readonly NamedService[] {
    return [...this.#services].map(([name, service]) => ({ name, service, cluster: this.cluster }));
  }

  #makeServices(): Services {
    const answers = answersOf(() => this.#all());
    return {
      ...answers,
      taskDefinition: async (arn) => Promise.resolve(this.#taskDefinitions.get(arn) ?? null),
      deployable: async (arn) => {
        await Promise.resolve();
        const known = this.#taskDefinitions.get(arn);
        if (known === undefined || known.status === "ACTIVE") return known?.arn ?? null;
        const copy = this.#copies.get(arn) ?? this.register(known.family, imagesOf(known));
        this.#copies.set(arn, copy);
        return copy;
      },
      update: async (change) => {
        await Promise.resolve();
        this.#update(change);
      },
      rollBackDeployment: async (arn) => {
        await Promise.resolve();
        const { service, number } = arnOf.read(arn);
        this.#named(service).rollBack(number);
      },
      continueDeployment: async ({ deployment, hook, action }) => {
        await Promise.resolve();
        this.#named(arnOf.read(deployment).service).answer(hook, action);
      },
    };
  }

  #update({ service, taskDefinition, desired, restart }: ServiceChange): void {
    const found = this.#named(service);
    if (desired !== undefined && desired !== found.state.desired) found.act({ kind: "scale", desired });
    if (taskDefinition === undefined) {
      if (restart === true) found.restart();
      return;
    }
    if (this.#taskDefinitions.get(taskDefinition)?.status === "INACTIVE") {
      throw UserError.of("AwsError", { message: "AWS answered ClientException: it is inactive.", fix: "Copy it." });
    }
    found.deploy(this.#imagesOf(taskDefinition));
  }

  #makeTargets(): Targets {
    return {
      health: async (arn) => Promise.resolve(this.#health(arn)),
      trafficPercents: async (rule) => {
        await Promise.resolve();
        const { service } = arnOf.read(rule);
        const { state, last } = this.#named(service);
        return {
          [arnOf.targetGroup(service, "green")]:
            last.target.group === "green" ? state.traffic.newPercent : state.traffic.oldPercent,
          [arnOf.targetGroup(service, "blue")]:
            last.target.group === "blue" ? state.traffic.newPercent : state.traffic.oldPercent,
        };
      },
      settings: async (arn) => {
        await Promise.resolve();
        const settings = this.#settings.get(arn);
        if (settings === undefined) throw notFound(arn);
        return settings;
      },
      changeSettings: async (arn, settings) => {
        await Promise.resolve();
        if (!this.#settings.has(arn)) throw notFound(arn);
        this.#settings.set(arn, settings);
      },
    };
  }

  #health(arn: string): readonly TargetState[] {
    const { service, group } = arnOf.readGroup(arn);
    const { state, last } = this.#named(service);
    return (["old", "new"] as const).flatMap((side) => {
      const revision = side === "new" ? last.target : last.source;
      return revision?.group === group ? targetStates(`${side}-${revision.number}`, state[side]) : [];
    });
  }

  #makeScaling(): Scaling {
    const change = (service: string, changes: Partial<ScalableTarget>): void => {
      const target = this.#scaling.get(service);
      if (target === undefined) throw notFound(`scaling of service ${service}`);
      this.#scaling.set(service, { ...target, ...changes });
    };
    return {
      target: async (_, service) => Promise.resolve(this.#scaling.get(service) ?? null),
      changeRange: async (_, service, { minTasks, maxTasks }) => {
        await Promise.resolve();
        change(service, { minTasks, maxTasks });
        const { desired } = this.#named(service).state;
        const within = Math.min(maxTasks, Math.max(minTasks, desired));
        this.#update({ cluster: this.cluster, service, desired: within });
      },
      suspend: async (_, service, suspended) => {
        await Promise.resolve();
        change(service, { suspended });
      },
    };
  }

  #alarmStates(prefix: string): readonly AlarmState[] {
    return this.#all().flatMap(({ service }) =>
      (service.rollout.alarms?.alarms ?? [])
        .map(({ name }) => name)
        .filter((name) => name.startsWith(prefix))
        .map((name) => ({
          name,
          state: service.state.ringing.includes(name) ? ("ALARM" as const) : ("OK" as const),
          reason: "Threshold crossed.",
          sinceMs: null,
        })),
    );
  }
}

function targetStates(prefix: string, counts: RolloutState["new"]): readonly TargetState[] {
  const some = (count: number, state: string): readonly TargetState[] =>
    Array.from({ length: count }, (_, at) => ({ target: `${prefix}-${state}-${at}`, port: 8080, state, reason: null }));
  return [
    ...some(counts.healthy, "healthy"),
    ...some(Math.max(0, counts.running - counts.healthy), "unhealthy"),
    ...some(counts.draining, "draining"),
  ];
}

const imagesOf = ({ containers }: TaskDefinition): Readonly<Record<string, string>> =>
  Object.fromEntries(containers.map(({ name, image }) => [name, image]));

const notFound = (what: string): UserError =>
  UserError.of("AwsNotFound", { message: `There is no ${what}.`, fix: "Name one that is there." });
