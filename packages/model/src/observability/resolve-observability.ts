import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedAlarm, ResolvedObservability } from "./resolved-observability.js";

/** Puts together what is watched and shown. */
export const resolveObservability = (tier: TierValues, alarms: readonly ResolvedAlarm[]): ResolvedObservability => ({
  containerInsights: tier.containerInsights,
  dashboard: tier.dashboard,
  alarms: alarms.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
});
