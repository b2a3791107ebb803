import type { Rollout, RolloutStrategy, StrategyKind } from "./rollout.js";

/** In the order of how much they do at once. */
export const STRATEGY_KINDS = ["rolling", "blue-green", "linear", "canary"] as const satisfies readonly StrategyKind[];

/** ECS's defaults (API_CanaryConfiguration and API_LinearConfiguration, 2026-11), but a canary of as many percent as Fairlead's. */
const CANARY = { canaryPercent: 10, canarySeconds: 600 } as const;
const LINEAR = { stepPercent: 10, stepSeconds: 360 } as const;

/** What is usual (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment.html, 2026-11). */
const BAKE_SECONDS = 600;

/** The same release by another strategy; by its own it stays as it is. */
export function withStrategy(rollout: Rollout, kind: StrategyKind): Rollout {
  if (rollout.strategy.kind === kind) return rollout;
  const bakeSeconds = "bakeSeconds" in rollout.strategy ? rollout.strategy.bakeSeconds : BAKE_SECONDS;
  return { ...rollout, strategy: strategyOf(kind, bakeSeconds) };
}

function strategyOf(kind: StrategyKind, bakeSeconds: number): RolloutStrategy {
  switch (kind) {
    case "rolling":
      return { kind };
    case "blue-green":
      return { kind, bakeSeconds };
    case "linear":
      return { kind, ...LINEAR, bakeSeconds };
    case "canary":
      return { kind, ...CANARY, bakeSeconds };
  }
}
