import type { Rollout } from "../rollout/rollout.js";

/** Why an alarm has no say. */
export const alarmsUnwatched = ({ alarms }: Rollout): string | null =>
  alarms === null ? "No alarm rolls its deployments back." : null;
