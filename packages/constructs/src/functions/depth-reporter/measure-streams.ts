import { Fault } from "@fairlead/errors";
import { openClusterSession } from "./cluster-session.js";
import { parseRedisUrl } from "./redis-address.js";
import type { RedisSessionOptions } from "./redis-session.js";
import type { Measurement } from "./report-depths.js";
import type { StreamSeries } from "./series.js";
import { streamDepth } from "./stream-depth.js";

/** What streams are measured with. */
export interface StreamPorts extends RedisSessionOptions {
  /** The cache's URL, from its secret. */
  readonly readUrl: () => Promise<string>;
}

/** Looks at every stream over one connection. A stream that can't be read leaves the others as they are. */
export async function measureStreams(
  series: readonly StreamSeries[],
  { readUrl, ...options }: StreamPorts,
): Promise<Measurement[]> {
  const address = parseRedisUrl(await readUrl());
  using session = await openClusterSession(address, options);
  const measurements: Measurement[] = [];
  for (const each of series) {
    try {
      measurements.push({ dimensions: each.dimensions, depth: await streamDepth(session, each) });
    } catch (error) {
      measurements.push({ dimensions: each.dimensions, failure: error });
    }
  }
  return measurements;
}

/** One field of a secret, or all of it. */
export function secretText(value: string, jsonKey: string | null): string {
  if (jsonKey === null) return value;
  const parsed: unknown = JSON.parse(value);
  const found: unknown =
    typeof parsed === "object" && parsed !== null
      ? Object.entries(parsed).find(([key]) => key === jsonKey)?.[1]
      : undefined;
  if (typeof found === "string") return found;
  throw new Fault("SecretWithoutKey", `The cache's secret has no field "${jsonKey}".`);
}
