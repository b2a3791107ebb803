import { expectPresent } from "@fairlead/errors";
import { isActive } from "./counts.js";
import type { Revision, World } from "./world.js";

/** The zone with the fewest tasks of the revision, of those that are left (`even-zones`). */
export function chooseZone({ rollout, tasks, lostZones }: World, revision: Revision): string {
  const left = rollout.zones.filter((zone) => !lostZones.has(zone));
  const taken = (zone: string): number =>
    tasks.filter((task) => task.zone === zone && task.revision === revision && isActive(task)).length;
  return expectPresent(
    left.reduce<string | null>((best, zone) => (best === null || taken(zone) < taken(best) ? zone : best), null),
    "A zone that is left",
  );
}

/**
 * The base is filled first, then the weights share out what is above it
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html, 2026-11).
 */
export function chooseSpot({ rollout: { capacity }, tasks }: World, revision: Revision): boolean {
  switch (capacity.kind) {
    case "fargate":
      return false;
    case "ec2":
      return capacity.spot;
    case "fargate-spot": {
      const active = tasks.filter((task) => task.revision === revision && isActive(task));
      const spot = active.filter((task) => task.spot).length;
      const above = active.length - spot - capacity.onDemandBase;
      if (above < 0) return false;
      return spot * capacity.onDemandWeight <= above * capacity.spotWeight;
    }
  }
}
