import type { ResolvedCache } from "@fairlead/model";

/**
 * The family that a version's parameter group must be of: `valkey8`, `redis7`.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html (2026-11)
 */
export function parameterGroupFamily({ engine, version }: Pick<ResolvedCache, "engine" | "version">): string {
  const [major] = version.split(".");
  // Redis 6 is the one version whose family has a minor part.
  return engine === "redis" && major === "6" ? "redis6.x" : `${engine}${major ?? version}`;
}

export const cacheParameters = ({ evictionPolicy }: ResolvedCache): Record<string, string> => ({
  "maxmemory-policy": evictionPolicy,
});
