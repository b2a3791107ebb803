import type { TierValues } from "../environment/tier-values.js";
import { poolOf } from "../pool/pool-of.js";
import type { ResolvedCapacity, ResolvedService } from "./resolved-service.js";
import type { ServiceOptions } from "./service.js";

/** Where the tasks run; on instances they are for the instances' architecture unless it is stated. */
export function resolvePlace(
  { architecture, capacity, gpus }: ServiceOptions,
  tier: TierValues,
): Pick<ResolvedService, "architecture" | "capacity" | "gpus"> {
  const place = capacity ?? tier.capacity;
  const pool = typeof place === "object" && "ec2" in place ? poolOf(place.ec2) : null;
  return {
    architecture: architecture ?? pool?.architecture ?? tier.architecture,
    capacity: resolveCapacity(place),
    gpus: gpus ?? 0,
  };
}

function resolveCapacity(options: NonNullable<ServiceOptions["capacity"]>): ResolvedCapacity {
  if (options === "fargate") return { kind: "fargate" };
  if (typeof options === "object" && "ec2" in options) {
    const { name, spot } = poolOf(options.ec2);
    return { kind: "ec2", pool: name, spot };
  }
  const spot = options === "fargate-spot" ? { onDemandBase: 0 } : options.spot;
  return {
    kind: "fargate-spot",
    onDemandBase: spot.onDemandBase,
    onDemandWeight: spot.onDemandWeight ?? 0,
    spotWeight: spot.spotWeight ?? 1,
  };
}
