import { type GraphResource, numberOf, recordOf, textOf } from "@fairlead/check";
import { HOURS_PER_MONTH } from "../charge/charge.js";
import type { EstimateLine } from "./estimate.js";

/** Until new tasks are started, healthy and old ones drained; assumed. */
const CHANGEOVER_MINUTES = 10;
const MINUTES_PER_HOUR = 60;
const ALL_PERCENT = 100;

/**
 * USD that one release adds: while it rolls out, a second set of tasks runs beside the first, for as long as its strategy takes.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-blue-green.html (2026-11)
 */
export const releaseCost = (services: readonly GraphResource[], lines: readonly EstimateLine[]): number =>
  services.reduce((sum, service) => {
    const hourly = lines
      // Traces come with requests, of which a release brings no more.
      .filter(
        (line) => line.logicalId === service.logicalId && line.stack === service.stack && line.service !== "X-Ray",
      )
      .reduce((usd, line) => usd + (line.usd?.expected ?? 0) / HOURS_PER_MONTH, 0);
    return sum + (hourly * rolloutMinutes(service)) / MINUTES_PER_HOUR;
  }, 0);

function rolloutMinutes({ properties }: GraphResource): number {
  const configuration = recordOf(properties["DeploymentConfiguration"]);
  const bake = numberOf(configuration["BakeTimeInMinutes"]) ?? 0;
  const strategy = textOf(configuration["Strategy"]);
  // Each kind's own settings are there only where it is the strategy.
  const steps =
    strategy === "CANARY"
      ? (numberOf(recordOf(configuration["CanaryConfiguration"])["CanaryBakeTimeInMinutes"]) ?? 0)
      : strategy === "LINEAR"
        ? linearMinutes(recordOf(configuration["LinearConfiguration"]))
        : 0;
  return CHANGEOVER_MINUTES + bake + steps;
}

function linearMinutes(linear: Readonly<Record<string, unknown>>): number {
  const steps = ALL_PERCENT / (numberOf(linear["StepPercent"]) ?? ALL_PERCENT);
  return steps * (numberOf(linear["StepBakeTimeInMinutes"]) ?? 0);
}
