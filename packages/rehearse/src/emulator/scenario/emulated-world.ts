import type { Rollout, RolloutFault } from "@fairlead/simulator";

/** What becomes of tasks in an emulated environment: what moto can't tell, since it runs none. */
export interface EmulatedWorld {
  /** How a service is released; `null`: it is not known, and comes up at once. */
  readonly rollout: (service: string) => Rollout | null;
  /** What the next deployment of a service is put up against. */
  readonly trial: (service: string) => Trial;
  /** How a task of a job ends. `family`: of its task definition, e.g. `llm-proxy-prod-migrate`. */
  readonly job: (family: string) => JobEnd;
}

export interface Trial {
  readonly faults: readonly RolloutFault[];
  readonly seed: number;
}

export interface JobEnd {
  readonly exitCode: number;
  /** From the start of its task to its end. */
  readonly seconds: number;
  /** What it wrote. */
  readonly lines: readonly string[];
}
