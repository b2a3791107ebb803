import { listOf, textOf } from "@fairlead/check";
import { type Charge, HOURS_PER_MONTH } from "../charge/charge.js";
import { fixed } from "../charge/range.js";
import type { ResolvedUsage } from "@fairlead/model";
import { INTERNET_OUT } from "./data-transfer.js";
import { answeredGb, callerGb, requestsAssumption } from "./traffic.js";
import { priced, type Surroundings } from "./treatment.js";

const SECONDS_PER_HOUR = 3_600;
/** What one LCU holds: https://aws.amazon.com/elasticloadbalancing/pricing/ (2026-11). */
const LCU = { newConnectionsPerSecond: 25, activeConnectionsPerMinute: 3_000, gbPerHour: 1 } as const;
/** Assumed: as long as an answer streams. */
const CONNECTION_MINUTES = 0.5;

/** An application load balancer: its hours, capacity units, addresses, and what leaves through it. */
export const loadBalancer = priced(({ properties }, around) => {
  const { usage } = around;
  const isPublic = textOf(properties["Scheme"]) === "internet-facing";
  const zones = Math.max(1, listOf(properties["Subnets"]).length, listOf(properties["SubnetMappings"]).length);
  const assumption = requestsAssumption(usage);
  const charges: Charge[] = [
    { price: alb("load balancer hour"), what: "hours", quantity: fixed(HOURS_PER_MONTH), assumption: null },
    {
      price: alb("LCU hour"),
      what: "capacity unit hours",
      quantity: fixed(capacityUnits(usage) * HOURS_PER_MONTH),
      assumption,
    },
  ];
  if (!isPublic) return charges;
  return [
    ...charges,
    {
      price: { service: "VPC", item: "public IPv4 in use" },
      what: `public IPv4, one in each of ${zones} zones`,
      quantity: fixed(zones * HOURS_PER_MONTH),
      assumption: null,
    },
    // What CloudFront fetches from an origin in AWS leaves it for nothing.
    ...(hasCdn(around)
      ? []
      : [{ price: INTERNET_OUT, what: "GB to callers", quantity: fixed(answeredGb(usage)), assumption }]),
  ];
});

const alb = (item: string) => ({ service: "ALB", item });

const hasCdn = ({ graph }: Surroundings): boolean => graph.ofType("AWS::CloudFront::Distribution").length > 0;

/** Only the largest dimension is charged. Spread evenly, which is the least that the same traffic costs. */
function capacityUnits(usage: ResolvedUsage): number {
  const perSecond = usage.requestsPerMonth / (HOURS_PER_MONTH * SECONDS_PER_HOUR);
  return Math.max(
    perSecond / LCU.newConnectionsPerSecond,
    (perSecond * 60 * CONNECTION_MINUTES) / LCU.activeConnectionsPerMinute,
    callerGb(usage) / HOURS_PER_MONTH / LCU.gbPerHour,
  );
}
