import type { Rollout } from "../rollout/rollout.js";

/** Something that goes wrong in a rollout. */
export interface RolloutFault {
  /** A stable word in kebab-case, e.g. `image-missing`. */
  readonly name: string;
  /** One line on what happens. */
  readonly says: string;
  /** Why it can't happen to this rollout; `null`: it can. */
  readonly impossible: (rollout: Rollout) => string | null;
  readonly effects: (rollout: Rollout) => readonly FaultEffect[];
  /** How a rollout that is made well comes through it. */
  readonly should: Expectation;
}

/** What is as it should be. */
export interface Expectation {
  /** Which version serves at the end; `either`: the one that the deployment's status says. */
  readonly serves: "new" | "old" | "either";
  /** Whether healthy capacity stays at the minimum or above. */
  readonly keepsMinimum: boolean;
  /** Whether no request fails. */
  readonly keepsUsers: boolean;
}

/** When it happens: so long after a moment that the rollout may or may not come to. */
export interface FaultMoment {
  readonly after: Milestone;
  readonly seconds: number;
}

/** `begun`: the deployment begins. `new-runs`: the first new task runs. `new-traffic`: users first reach it. `bake`: the bake time begins. */
export type Milestone = "begun" | "new-runs" | "new-traffic" | "bake";

/** How a task fares. Seconds count from when its containers run. */
export type TaskFate =
  | { readonly kind: "well" }
  /** It never runs. */
  | { readonly kind: "no-image" }
  | { readonly kind: "crash"; readonly afterSeconds: number }
  /** Its health checks fail, and so do its requests. */
  | { readonly kind: "sick"; readonly afterSeconds: number };

/** What a fault does, as the simulation understands it. */
export type FaultEffect =
  /** `first`: to the first task that is started; its replacement is well. */
  | { readonly kind: "new-tasks"; readonly which: "all" | "first"; readonly fate: TaskFate }
  /** To every task of the old revision that is started after the deployment began. */
  | { readonly kind: "old-tasks"; readonly fate: TaskFate }
  | { readonly kind: "release-job-fails" }
  | { readonly kind: "alarm-rings-already" }
  /** The new revision answers this share of its requests (0 to 1) with errors, and an alarm rings that is not about errors. */
  | { readonly kind: "bad-answers"; readonly at: FaultMoment; readonly share: number }
  | { readonly kind: "spot-reclaimed"; readonly at: FaultMoment; readonly backAfterSeconds: number }
  | { readonly kind: "zone-lost"; readonly at: FaultMoment }
  | { readonly kind: "throttled"; readonly at: FaultMoment; readonly forSeconds: number }
  | { readonly kind: "tool-killed"; readonly at: FaultMoment }
  | { readonly kind: "long-streams"; readonly longestSeconds: number };
