import type { Charge } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import { taskZones } from "./service-tasks.js";
import { callerGb } from "./traffic.js";
import type { Surroundings } from "./treatment.js";

/** A request of an app that keeps something asks for it in a database, a cache, or both. */
const STORES = ["AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::ElastiCache::ReplicationGroup"];

/**
 * Between tasks and a database or a cache in another zone: 0.01 USD for each GB that a task sends and for each that it gets; what the
 * database itself copies to its standby is free, and so is what a load balancer passes on
 * (https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer, 2026-11).
 */
export function betweenZones(around: Surroundings): readonly Charge[] {
  const { graph, usage } = around;
  const zones = taskZones(around);
  // A member of a cluster has no line of its own.
  const stores = graph.ofType(...STORES).filter(({ properties }) => properties["DBClusterIdentifier"] === undefined);
  const gb = (callerGb(usage) * (zones - 1)) / zones / Math.max(1, stores.length);
  return [
    {
      price: { service: "Data transfer", item: "cross-AZ each direction" },
      what: "GB between zones",
      quantity: fixed(gb),
      assumption: `as much as callers send and get passes between tasks and what they keep, ${zones - 1} of ${zones} parts from another zone`,
    },
  ];
}
