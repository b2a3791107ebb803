import { expectPresent } from "@fairlead/errors";
import {
  type Rollout,
  type RolloutAction,
  type RolloutFault,
  type RolloutState,
  type SimulatedRollout,
  simulateRollout,
  stateAt,
} from "@fairlead/simulator";
import { isTrue, type JsonRecord } from "../../json/json-value.js";
import type { Trial } from "../scenario/emulated-world.js";

/** ECS's service revision. */
export interface LiveRevision {
  readonly number: number;
  readonly taskDefinition: string;
  readonly images: readonly LiveImage[];
  /** Which of a pair of target groups has its tasks; a service without a pair has the first alone. */
  readonly group: "blue" | "green";
  /** Whether its tasks can be entered by ECS Exec, which is settled when they start. */
  readonly hasExec: boolean;
  readonly createdMs: number;
}

export interface LiveImage {
  readonly container: string;
  readonly image: string;
}

/** ECS's service deployment, and all that makes it go as it goes. */
export interface LiveDeployment {
  readonly number: number;
  readonly createdMs: number;
  readonly target: LiveRevision;
  /** `null`: the service was new. */
  readonly source: LiveRevision | null;
  readonly faults: readonly RolloutFault[];
  readonly actions: readonly RolloutAction[];
  readonly simulated: SimulatedRollout;
}

type WithoutSecond<Action> = Action extends RolloutAction ? Omit<Action, "second"> : never;

/** What is to run. */
export type AskedRevision = Pick<LiveRevision, "taskDefinition" | "images">;

/** One service whose deployments go as the simulator has it. */
export class LiveService {
  readonly cluster: string;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Its properties in ECS's own words. */
  configuration: JsonRecord;
  private readonly nowMs: () => number;
  /** The youngest first; never empty. */
  deployments: readonly LiveDeployment[];

  constructor(
    named: Pick<LiveService, "cluster" | "name" | "arn" | "region" | "configuration">,
    begin: { readonly rollout: Rollout; readonly trial: Trial; readonly asked: AskedRevision },
    nowMs: () => number,
  ) {
    this.cluster = named.cluster;
    this.name = named.name;
    this.arn = named.arn;
    this.region = named.region;
    this.configuration = named.configuration;
    this.nowMs = nowMs;
    const createdMs = nowMs();
    const { faults, seed } = begin.trial;
    const simulated = simulateRollout({ ...begin.rollout, releaseJob: null, hasPrevious: false }, { seed, faults });
    const target = { ...begin.asked, number: 1, group: "blue", hasExec: hasExec(this), createdMs } as const;
    this.deployments = [{ number: 1, createdMs, target, source: null, faults, actions: [], simulated }];
  }

  get last(): LiveDeployment {
    return expectPresent(this.deployments[0], `The first deployment of service ${this.name}`);
  }

  get state(): RolloutState {
    return this.stateOf(this.last);
  }

  stateOf({ simulated, createdMs }: LiveDeployment): RolloutState {
    return stateAt(simulated, this.secondsSince(createdMs));
  }

  /** When the last deployment will have come to its end, if nobody does anything more. */
  get endMs(): number {
    const { createdMs, simulated } = this.last;
    return createdMs + Math.ceil(simulated.end.second) * 1000;
  }

  /** The revision that ECS calls primary. */
  get primary(): LiveRevision {
    const { target, source } = this.last;
    return isGoingBack(this.state.status) && source !== null ? source : target;
  }

  /** Begins a deployment; none when `asked` is what is primary already, unless it is forced. */
  deploy(asked: AskedRevision, { rollout, trial, force }: Begin): boolean {
    if (!force && asked.taskDefinition === this.primary.taskDefinition) return false;
    const source = this.lastGood();
    const { desired } = this.state;
    this.supersede();
    const number = this.last.number + 1;
    const createdMs = this.nowMs();
    const group = source.group === "blue" && rollout.strategy.kind !== "rolling" ? "green" : "blue";
    const { faults, seed } = trial;
    const simulated = simulateRollout({ ...rollout, releaseJob: null, hasPrevious: true, desired }, { seed, faults });
    const target = { ...asked, number, group, hasExec: hasExec(this), createdMs } as const;
    this.deployments = [{ number, createdMs, target, source, faults, actions: [], simulated }, ...this.deployments];
    return true;
  }

  /** Does something to the last deployment now; its past stays as it was. */
  act(action: WithoutSecond<RolloutAction>): void {
    const { last } = this;
    const second = this.secondsSince(last.createdMs);
    const actions = [...last.actions, { ...action, second }];
    const { rollout, seed, end } = last.simulated;
    const watchSeconds = Math.max(0, second - end.second) + 15 * 60;
    const simulated = simulateRollout(rollout, { seed, faults: last.faults, actions, watchSeconds });
    this.deployments = [{ ...last, actions, simulated }, ...this.deployments.slice(1)];
  }

  secondsSince(startMs: number): number {
    return Math.floor((this.nowMs() - startMs) / 1000);
  }

  private lastGood(): LiveRevision {
    const { target, source } = this.last;
    return this.state.status === "SUCCESSFUL" || source === null ? target : source;
  }

  /** A new deployment ends the one before it. */
  private supersede(): void {
    const { status } = this.state;
    if (status === "PENDING" || status === "IN_PROGRESS") this.act({ kind: "stop", how: "ABORT" });
  }
}

const hasExec = ({ configuration }: Pick<LiveService, "configuration">): boolean =>
  isTrue(configuration["enableExecuteCommand"]);

export interface Begin {
  readonly rollout: Rollout;
  readonly trial: Trial;
  /** Also when the task definition is the one that runs. */
  readonly force: boolean;
}

const isGoingBack = (status: RolloutState["status"]): boolean =>
  status === "ROLLBACK_SUCCESSFUL" || status === "ROLLBACK_IN_PROGRESS" || status === "ROLLBACK_REQUESTED";

/** Whether a deployment has come to its last status. */
export const isEnded = ({ status }: RolloutState): boolean =>
  status === "SUCCESSFUL" || status === "ROLLBACK_SUCCESSFUL" || status === "ROLLBACK_FAILED" || status === "STOPPED";
