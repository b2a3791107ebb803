import { Fault, UserError } from "@fairlead/errors";
import {
  type Rollout,
  type RolloutAction,
  type RolloutFault,
  type RolloutState,
  type SimulatedRollout,
  simulateRollout,
  stateAt,
} from "@fairlead/simulator";
import type { RevisionImage } from "../services/service-revision.js";

/** What a deployment of a simulated service is put up against. */
export interface Trial {
  readonly faults?: readonly RolloutFault[];
  readonly seed?: number;
}

export interface SimulatedRevision {
  readonly number: number;
  readonly taskDefinition: string;
  readonly images: readonly RevisionImage[];
  /** Which of a pair of target groups has its tasks; a service without a pair has the one alone. */
  readonly group: "blue" | "green";
  readonly createdAtMs: number;
}

/** A deployment, and all that makes it go as it goes. */
export interface SimulatedDeployment {
  readonly number: number;
  readonly createdAtMs: number;
  readonly target: SimulatedRevision;
  /** `null`: the service was new. */
  readonly source: SimulatedRevision | null;
  readonly actions: readonly RolloutAction[];
  readonly simulated: SimulatedRollout;
  readonly faults: readonly RolloutFault[];
}

type Action<Kind> = Kind extends RolloutAction ? Omit<Kind, "second"> : never;

/** One ECS service whose deployments go as the simulator has it. It remembers what was asked of it, and when. */
export class SimulatedService {
  readonly #nowMs: () => number;
  #deployments: readonly SimulatedDeployment[];
  #trial: Trial = {};
  /** Changes of it are what a task definition brings along. */
  readonly rollout: Rollout;

  constructor(
    rollout: Rollout,
    first: Pick<SimulatedRevision, "taskDefinition" | "images">,
    nowMs: () => number,
    trial: Trial | null = null,
  ) {
    this.rollout = { ...rollout, releaseJob: null };
    this.#nowMs = nowMs;
    const created = { ...this.rollout, hasPrevious: false, ...(trial === null ? { hooks: [] } : {}) };
    const simulated = simulateRollout(created, { seed: trial?.seed ?? 0, faults: trial?.faults ?? [] });
    // Without a trial it has been there since a while.
    const createdAtMs = trial === null ? nowMs() - (simulated.end.second + 60) * 1000 : nowMs();
    const target = { ...first, number: 1, group: "blue", createdAtMs } as const;
    const faults = trial?.faults ?? [];
    this.#deployments = [{ number: 1, createdAtMs, target, source: null, actions: [], simulated, faults }];
  }

  /** What the next deployments are put up against. */
  put(trial: Trial): void {
    this.#trial = trial;
  }

  /** The youngest first. */
  get deployments(): readonly SimulatedDeployment[] {
    return this.#deployments;
  }

  get last(): SimulatedDeployment {
    const [last] = this.#deployments;
    if (last === undefined) throw new Fault("NoDeployment", "A simulated service has a deployment from its beginning.");
    return last;
  }

  get state(): RolloutState {
    return this.stateOf(this.last);
  }

  stateOf({ simulated, createdAtMs }: SimulatedDeployment): RolloutState {
    return stateAt(simulated, this.#secondSince(createdAtMs));
  }

  /** The revision that ECS would go back to now: the one that a deployment brought last, and well. */
  get primary(): SimulatedRevision {
    const { target, source } = this.last;
    const { status } = this.state;
    const wentBack = status === "ROLLBACK_SUCCESSFUL" || status === "ROLLBACK_IN_PROGRESS";
    return wentBack && source !== null ? source : target;
  }

  /** `UpdateService` with a task definition; the one that it has already starts nothing. */
  deploy(asked: Pick<SimulatedRevision, "taskDefinition" | "images">): void {
    if (asked.taskDefinition !== this.primary.taskDefinition) this.#begin(asked);
  }

  /** `UpdateService` with `forceNewDeployment`. */
  restart(): void {
    this.#begin(this.primary);
  }

  #begin({ taskDefinition, images }: Pick<SimulatedRevision, "taskDefinition" | "images">): void {
    const source = this.#lastGood();
    this.#supersede();
    const { desired } = this.state;
    const number = this.last.number + 1;
    const createdAtMs = this.#nowMs();
    const group = source.group === "blue" && this.rollout.strategy.kind !== "rolling" ? "green" : "blue";
    const { seed = number, faults = [] } = this.#trial;
    const simulated = simulateRollout({ ...this.rollout, desired }, { seed, faults });
    const target = { taskDefinition, images, number, group, createdAtMs } as const;
    this.#deployments = [{ number, createdAtMs, target, source, actions: [], simulated, faults }, ...this.#deployments];
  }

  /** Does something to the last deployment now; its past stays as it was. */
  act(action: Action<RolloutAction>): void {
    const { last } = this;
    const second = this.#secondSince(last.createdAtMs);
    const actions = [...last.actions, { ...action, second }];
    const { rollout, seed, end } = last.simulated;
    const watchSeconds = Math.max(0, second - end.second) + 15 * 60;
    const simulated = simulateRollout(rollout, { seed, faults: last.faults, actions, watchSeconds });
    this.#deployments = [{ ...last, actions, simulated }, ...this.#deployments.slice(1)];
  }

  /** @throws UserError as ECS does when the deployment isn't one that can be stopped. */
  rollBack(number: number): void {
    const { status } = this.state;
    if (number !== this.last.number || (status !== "PENDING" && status !== "IN_PROGRESS" && !isGoingBack(status))) {
      throw UserError.of("AwsError", {
        message: "Could not roll the deployment back: AWS answered ConflictException: it is completed.",
        fix: "Look at its state.",
      });
    }
    if (!isGoingBack(status)) this.act({ kind: "stop", how: "ROLLBACK" });
  }

  /** @throws UserError as ECS does when no such pause waits. */
  answer(hook: string, action: "continue" | "rollback"): void {
    const waits = this.state.hook;
    if (waits?.id !== hook || waits.status !== "AWAITING_ACTION") {
      throw UserError.of("AwsError", {
        message: "Could not answer the pause: AWS answered InvalidParameterException: no such hook waits.",
        fix: "Look at the deployment's hooks.",
      });
    }
    this.act({ kind: "continue", how: action === "continue" ? "CONTINUE" : "ROLLBACK" });
  }

  #lastGood(): SimulatedRevision {
    const { target, source } = this.last;
    return this.state.status === "SUCCESSFUL" || source === null ? target : source;
  }

  /** A new deployment ends the one before it. */
  #supersede(): void {
    const { status } = this.state;
    if (status === "PENDING" || status === "IN_PROGRESS") this.act({ kind: "stop", how: "ABORT" });
  }

  #secondSince(startMs: number): number {
    return Math.floor((this.#nowMs() - startMs) / 1000);
  }
}

const isGoingBack = (status: RolloutState["status"]): boolean =>
  status === "ROLLBACK_REQUESTED" || status === "ROLLBACK_IN_PROGRESS";
