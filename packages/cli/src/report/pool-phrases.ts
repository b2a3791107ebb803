import type { ResolvedPool } from "@fairlead/model";
import { count } from "./phrases.js";

/** How many instances a pool has, of what, and how many tasks find room on one. */
export function describePool({ instanceTypes, spot, minInstances, maxInstances, diskGib, room }: ResolvedPool): string {
  const range = minInstances === maxInstances ? String(minInstances) : `${minInstances}–${maxInstances}`;
  return [
    `${range} EC2 ${maxInstances === 1 ? "instance" : "instances"} of ${instanceTypes.join(" or ")}${spot ? " on Spot" : ""}`,
    `${diskGib} GiB of disk`,
    `${count(room.tasks, "task")} on one at most`,
  ].join(", ");
}
