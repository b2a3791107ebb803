import type { ResolvedScaling } from "./resolved-scaling.js";

/** Whether the number of tasks is left to Application Auto Scaling. */
export const isScaled = ({ minTasks, maxTasks, schedules }: ResolvedScaling): boolean =>
  minTasks < maxTasks || schedules.length > 0;
