import { HOURS_PER_MONTH } from "../charge/charge.js";
import type { ResolvedUsage } from "@fairlead/model";
import { callerGb } from "./traffic.js";

const SECONDS_PER_HOUR = 3_600;
/** What one unit holds: https://aws.amazon.com/elasticloadbalancing/pricing/ (2026-11). */
const LCU = {
  newConnectionsPerSecond: 25,
  activeConnectionsPerMinute: 3_000,
  gbPerHour: 1,
  ruleEvaluationsPerSecond: 1_000,
} as const;
/** The first rules that a request is held against are free. */
const FREE_RULES = 10;
const NLCU = { newConnectionsPerSecond: 800, activeConnections: 100_000, gbPerHour: 1 } as const;
/** Assumed: as long as an answer streams. */
const CONNECTION_MINUTES = 0.5;

/** What of an app's traffic one load balancer gets, and how many rules each request is held against at most. */
export interface BalancerLoad {
  readonly share: number;
  readonly rules: number;
}

const perSecond = ({ requestsPerMonth }: ResolvedUsage): number =>
  requestsPerMonth / (HOURS_PER_MONTH * SECONDS_PER_HOUR);

/**
 * Capacity units of an application load balancer in an hour. Only the largest dimension is charged. Spread evenly, which is the least
 * that the same traffic costs; each request is taken for a connection of its own, which is the most.
 */
export function applicationUnits(usage: ResolvedUsage, { share, rules }: BalancerLoad): number {
  const requests = perSecond(usage) * share;
  return Math.max(
    requests / LCU.newConnectionsPerSecond,
    (requests * 60 * CONNECTION_MINUTES) / LCU.activeConnectionsPerMinute,
    (callerGb(usage) * share) / HOURS_PER_MONTH / LCU.gbPerHour,
    (requests * Math.max(0, rules - FREE_RULES)) / LCU.ruleEvaluationsPerSecond,
  );
}

/** Capacity units of a network load balancer in an hour, for TCP. */
export const networkUnits = (usage: ResolvedUsage): number =>
  Math.max(
    perSecond(usage) / NLCU.newConnectionsPerSecond,
    (perSecond(usage) * 60 * CONNECTION_MINUTES) / NLCU.activeConnections,
    callerGb(usage) / HOURS_PER_MONTH / NLCU.gbPerHour,
  );
