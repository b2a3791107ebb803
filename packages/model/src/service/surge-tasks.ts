import type { ResolvedService } from "./resolved-service.js";

/** Tasks at the height of a release, when the old revision still runs beside the new one; `tasks`: how many there are otherwise. */
export const surgeTasks = ({ rollout }: Pick<ResolvedService, "rollout">, tasks: number): number =>
  Math.ceil((tasks * Math.max(100, rollout.maximumPercent)) / 100);
