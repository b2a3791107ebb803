import { type GraphResource, numberOf, recordOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { type Range, scaled } from "../charge/range.js";
import type { ResolvedUsage } from "@fairlead/model";
import { supportFee } from "./extended-support.js";
import { extendedSupport } from "./rds-charges.js";

/** A member of an Aurora cluster: hours of its class, or capacity units where it is serverless. */
export function auroraCharges(
  instance: GraphResource,
  cluster: GraphResource,
  usage: ResolvedUsage,
): readonly Charge[] {
  const service = auroraService(cluster);
  const instanceClass = textOf(instance.properties["DBInstanceClass"]) ?? "";
  if (instanceClass !== "db.serverless")
    return [
      {
        price: { service, item: `${instanceClass} (${storageKind(cluster)})` },
        what: `hours of ${instanceClass}`,
        quantity: { min: HOURS_PER_MONTH, expected: HOURS_PER_MONTH, max: HOURS_PER_MONTH },
        assumption: null,
      },
      // The fee for a vCPU is one for RDS and Aurora, and stands in RDS's name.
      ...extendedSupport(cluster.properties, { service: "RDS PostgreSQL", instanceClass, machines: 1 }),
    ];
  const stated = statedCapacity(cluster);
  const fee = supportFee(cluster.properties);
  const charge = {
    price: { service, item: `Serverless v2 ACU (${storageKind(cluster)})` },
    what: `ACU hours, ${stated.min} to ${stated.max} ACU`,
    quantity: scaled(serverlessCapacity(cluster, usage), HOURS_PER_MONTH),
    assumption: capacityAssumption(stated, usage),
  };
  if (fee === null) return [charge];
  return [charge, { ...charge, price: { service, item: `${fee}, ACU` }, what: "extended support, ACU hours" }];
}

/** Other engines have prices of their own, which nobody has read. */
export function auroraService({ properties }: GraphResource): string {
  const engine = textOf(properties["Engine"]) ?? "aurora-postgresql";
  return engine === "aurora-postgresql" ? "Aurora PostgreSQL" : `Aurora ${engine}`;
}

export const storageKind = ({ properties }: GraphResource): string =>
  textOf(properties["StorageType"]) === "aurora-iopt1" ? "I/O-Optimized" : "Standard";

/** Most hours of a small app are quiet ones; assumed. */
const CAPACITY_SHARE = 0.05;
/** A cluster pauses while nobody is connected, and runs with half a unit at least otherwise. */
const LEAST_AWAKE = 0.5;

function capacityAssumption({ min }: Range, { pausedShare }: ResolvedUsage): string {
  const expected = "an average hour lies a twentieth of the way from the least to the most capacity";
  if (min > 0) return expected;
  const awake =
    pausedShare === 0
      ? "never pauses, since an open connection keeps it awake"
      : `paused for ${Math.round(pausedShare * 100)} % of the time`;
  return `${expected}; ${awake}, and then takes ${LEAST_AWAKE} ACU at least`;
}

const statedCapacity = ({ properties }: GraphResource): Range => {
  const stated = recordOf(properties["ServerlessV2ScalingConfiguration"]);
  const min = numberOf(stated["MinCapacity"]) ?? 0;
  const max = numberOf(stated["MaxCapacity"]) ?? min;
  return { min, expected: min + (max - min) * CAPACITY_SHARE, max };
};

/**
 * Capacity units of one serverless member. One that may go down to none does so only while nobody is connected, which a pool of
 * connections or a proxy always is (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html,
 * 2026-11).
 */
export function serverlessCapacity(cluster: GraphResource, { pausedShare }: ResolvedUsage): Range {
  const stated = statedCapacity(cluster);
  if (stated.min > 0) return stated;
  const awake = 1 - pausedShare;
  return {
    min: LEAST_AWAKE * awake,
    expected: Math.max(LEAST_AWAKE, stated.expected) * awake,
    max: stated.max,
  };
}
