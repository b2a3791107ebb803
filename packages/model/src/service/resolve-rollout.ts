import { secondsOf } from "../duration/seconds-of.js";
import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedRollout } from "./resolved-service.js";
import type { RolloutOptions, TrafficGateOptions } from "./service.js";

/** The old tasks serve until the new ones do, and twice as many may run meanwhile: no request goes unserved. */
const LIMITS = { minimumHealthyPercent: 100, maximumPercent: 200 } as const;

/**
 * Two writers at a time damage files that belong to one; a minute without it doesn't. ECS takes the rolling strategy in this way with
 * these limits (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html, 2026-11).
 */
const STOP_FIRST_LIMITS = { minimumHealthyPercent: 0, maximumPercent: 100 } as const;

/** A tenth of the traffic, few enough to be hurt, for ten minutes: an alarm is known after six (`LEAST_BAKE_SECONDS`). */
const CANARY_DEFAULTS = { percent: 10, seconds: 600 } as const;

/** What a rollout depends on beside its options. */
interface RolloutContext {
  readonly tier: TierValues;
  readonly routed: boolean;
  /** Whether it writes to a volume that takes one writer at a time. */
  readonly writesAlone: boolean;
  /** As long as the longest response. */
  readonly bakeMinutes: number;
}

/** Fills the gaps of a rollout. The tier's choice is for routed services: the others have no traffic to shift. */
export function resolveRollout(options: RolloutOptions | undefined, context: RolloutContext): ResolvedRollout {
  const limits = { ...LIMITS, rollbackOnAlarms: context.tier.rollbackOnAlarms };
  const rollout = options ?? defaultRollout(context);
  const minutes = (text: string | undefined, otherwise: number): number => secondsOf(text, otherwise * 60) / 60;
  switch (rollout.strategy) {
    case "rolling":
      return { strategy: "rolling", ...limits };
    case "stop-then-start":
      return { strategy: "rolling", ...limits, ...STOP_FIRST_LIMITS };
    case "blue-green":
      return {
        strategy: "blue-green",
        bakeMinutes: minutes(rollout.bake, context.bakeMinutes),
        ...gatesOf(rollout),
        ...limits,
      };
    case "linear":
      return {
        strategy: "linear",
        stepPercent: rollout.percent,
        stepMinutes: minutes(rollout.every, 0),
        bakeMinutes: minutes(rollout.bake, context.bakeMinutes),
        ...gatesOf(rollout),
        ...limits,
      };
    case "canary":
      return {
        strategy: "canary",
        canaryPercent: rollout.percent,
        canaryMinutes: minutes(rollout.for, CANARY_DEFAULTS.seconds / 60),
        bakeMinutes: minutes(rollout.bake, context.bakeMinutes),
        ...gatesOf(rollout),
        ...limits,
      };
  }
}

const gatesOf = ({ smoke, approval }: TrafficGateOptions) => ({
  smokeJob: smoke?.name ?? null,
  approvalMinutes: approval === undefined ? null : secondsOf(approval, 0) / 60,
});

function defaultRollout({ tier, routed, writesAlone }: RolloutContext): RolloutOptions {
  if (writesAlone) return { strategy: "stop-then-start" };
  return routed ? tierRollout(tier.rollout) : { strategy: "rolling" };
}

function tierRollout(strategy: TierValues["rollout"]): RolloutOptions {
  switch (strategy) {
    case "rolling":
    case "blue-green":
      return { strategy };
    case "canary":
      return { strategy, percent: CANARY_DEFAULTS.percent };
  }
}
