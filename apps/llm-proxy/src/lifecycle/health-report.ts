import type { DependencyState } from "./background-probes.js";

/** From the start of the process to its end. */
export type Phase = "starting" | "serving" | "draining";

export interface HealthFacts {
  readonly phase: Phase;
  readonly version: string;
  readonly dependencies: readonly DependencyState[];
  /** Whether a token could be served without the database. */
  readonly hasCachedGrants: boolean;
}

export interface HealthReport {
  readonly status: "ok" | "degraded" | "starting" | "draining";
  readonly version: string;
  readonly checks: Readonly<Record<string, Readonly<Record<string, string | number | null>>>>;
}

/**
 * Whether a load balancer should send calls here. A lost Redis degrades but serves, by the policies of limits, cache and
 * events; a lost database only matters when no token is known. Liveness never asks any of this: replacing tasks mends no database.
 */
export function isReady(facts: HealthFacts): boolean {
  switch (facts.phase) {
    case "starting":
    case "draining":
      return false;
    case "serving":
      return (
        facts.hasCachedGrants || facts.dependencies.every(({ name, status }) => name !== "database" || status === "up")
      );
  }
}

export const healthReport = (facts: HealthFacts): HealthReport => ({
  status: statusOf(facts),
  version: facts.version,
  checks: Object.fromEntries(facts.dependencies.map((state) => [state.name, checkOf(state)])),
});

function statusOf({ phase, dependencies }: HealthFacts): HealthReport["status"] {
  switch (phase) {
    case "starting":
    case "draining":
      return phase;
    case "serving":
      return dependencies.every(({ status }) => status === "up") ? "ok" : "degraded";
  }
}

const checkOf = ({ status, latencyMs, details }: DependencyState): Record<string, string | number | null> => ({
  status,
  latency_ms: latencyMs === null ? null : Math.round(latencyMs * 100) / 100,
  ...details,
});
