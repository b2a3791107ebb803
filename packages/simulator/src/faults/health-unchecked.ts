import type { Rollout } from "../rollout/rollout.js";

/** Why a health check can't fail where there is none. */
export const healthUnchecked = ({ targetGroup, containerHealth }: Rollout): string | null =>
  targetGroup === null && containerHealth === null ? "Nothing checks the health of its tasks." : null;
