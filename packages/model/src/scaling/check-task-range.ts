import { addressOf } from "../address.js";
import type { Check } from "../app/check.js";
import { minAboveMax } from "../problem/min-above-max.js";

/** There can't be more tasks at least than at most. */
export const checkTaskRange: Check = (app, { environment }) => [
  ...app.services.flatMap(({ name, scaling }) =>
    minAboveMax({
      path: `${addressOf("service", name)}.tasks`,
      minKey: "min",
      maxKey: "max",
      min: scaling.minTasks,
      max: scaling.maxTasks,
    }),
  ),
  ...(["publicTasks", "workerTasks"] as const).flatMap((cell) =>
    minAboveMax({
      path: `${addressOf("environment", environment.name)}.overrides.${cell}`,
      minKey: "min",
      maxKey: "max",
      ...environment.values[cell],
    }),
  ),
];
