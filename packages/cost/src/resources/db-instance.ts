import { auroraCharges } from "./aurora-charges.js";
import { rdsCharges } from "./rds-charges.js";
import { priced } from "./treatment.js";
import { betweenZones } from "./zone-traffic.js";

/** A database instance: one of RDS with its storage, or a member of an Aurora cluster. */
export const dbInstance = priced((instance, around) => {
  const cluster = around.graph.follow(instance.stack, instance.properties["DBClusterIdentifier"])?.resource;
  return cluster === undefined
    ? [...rdsCharges(instance, around.usage), ...betweenZones(around)]
    : auroraCharges(instance, cluster, around.usage);
});
