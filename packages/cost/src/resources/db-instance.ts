import { type GraphResource, isTrue, numberOf, recordOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed, type Range, scaled } from "../charge/range.js";
import { priced } from "./treatment.js";

/** A database instance: one of RDS with its storage, or a member of an Aurora cluster. */
export const dbInstance = priced((instance, around) => {
  const cluster = around.graph.follow(instance.stack, instance.properties["DBClusterIdentifier"])?.resource;
  return cluster === undefined ? rdsCharges(instance) : auroraCharges(instance, cluster);
});

function rdsCharges({ properties }: GraphResource): readonly Charge[] {
  const instanceClass = textOf(properties["DBInstanceClass"]) ?? "";
  const zones = isTrue(properties["MultiAZ"]) ? "Multi-AZ" : "Single-AZ";
  const storage = numberOf(properties["AllocatedStorage"]) ?? 0;
  return [
    {
      price: { service: "RDS PostgreSQL", item: `${instanceClass} ${zones}` },
      what: `hours of ${instanceClass}, ${zones}`,
      quantity: fixed(HOURS_PER_MONTH),
      assumption: null,
    },
    {
      price: { service: "RDS PostgreSQL", item: `${textOf(properties["StorageType"]) ?? "gp2"} storage ${zones}` },
      what: `GB of storage, ${zones}`,
      quantity: fixed(storage),
      assumption: "backups stay below the storage's size, up to which they are free",
    },
  ];
}

function auroraCharges(instance: GraphResource, cluster: GraphResource): readonly Charge[] {
  const instanceClass = textOf(instance.properties["DBInstanceClass"]) ?? "";
  if (instanceClass !== "db.serverless")
    return [
      {
        price: { service: "Aurora PostgreSQL", item: `${instanceClass} (${storageOf(cluster)})` },
        what: `hours of ${instanceClass}`,
        quantity: fixed(HOURS_PER_MONTH),
        assumption: null,
      },
    ];
  const capacity = capacityOf(cluster);
  return [
    {
      price: { service: "Aurora PostgreSQL", item: `Serverless v2 ACU (${storageOf(cluster)})` },
      what: `ACU hours, ${capacity.min} to ${capacity.max} ACU`,
      quantity: scaled(capacity, HOURS_PER_MONTH),
      assumption: "an average hour lies a twentieth of the way from the least to the most capacity",
    },
  ];
}

/** Most hours of a small app are quiet ones; assumed. */
const CAPACITY_SHARE = 0.05;

function capacityOf(cluster: GraphResource): Range {
  const stated = recordOf(cluster.properties["ServerlessV2ScalingConfiguration"]);
  const min = numberOf(stated["MinCapacity"]) ?? 0;
  const max = numberOf(stated["MaxCapacity"]) ?? min;
  return { min, expected: min + (max - min) * CAPACITY_SHARE, max };
}

const storageOf = ({ properties }: GraphResource): string =>
  textOf(properties["StorageType"]) === "aurora-iopt1" ? "I/O-Optimized" : "Standard";
