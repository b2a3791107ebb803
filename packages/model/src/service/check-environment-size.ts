import type { Check } from "../app/check.js";
import { containersOf } from "./containers-of.js";

/** A task definition is assumed to hold 64 KiB, as ECS's service quotas had it in 2025; a quarter is left for all but the variables. */
const MOST_BYTES = 48 * 1024;

/** Variables travel in the task definition, which has a size. */
export const checkEnvironmentSize: Check = (app) =>
  containersOf(app).flatMap(({ address, environment, sidecars }) => {
    const all = [environment, ...sidecars.map((sidecar) => sidecar.environment)];
    const bytes = Buffer.byteLength(JSON.stringify(all));
    if (bytes <= MOST_BYTES) return [];
    return [
      {
        path: `${address}.env`,
        code: "EnvironmentTooLarge",
        message: `The variables take about ${Math.ceil(bytes / 1024)} KiB; a task definition holds 64 KiB in all.`,
        fix: "Put large values into the image, or into parameters, of which only the name stands in the task definition.",
      },
    ];
  });
