import type { TierValues } from "../environment/tier-values.js";
import type { ResolvedObservability } from "./resolved-observability.js";

/** Puts together what is watched and shown. */
export const resolveObservability = (
  tier: TierValues,
  watched: Pick<ResolvedObservability, "alarms" | "silenced">,
): ResolvedObservability => ({
  containerInsights: tier.containerInsights,
  dashboard: tier.dashboard,
  ...watched,
});
