import type { MetricQuestion, Metrics } from "../metrics/metrics.js";

/** @param values By `namespace name dimension=value,…`, as {@link metricKey} writes it; what isn't there was never measured. */
export const fakeMetrics = (values: Readonly<Record<string, number>> = {}): Metrics => ({
  highest: (question) => Promise.resolve(values[metricKey(question)] ?? null),
});

/** For example `AWS/RDS DatabaseConnections DBClusterIdentifier=main`. */
const metricKey = ({ namespace, name, dimensions }: MetricQuestion): string =>
  `${namespace} ${name} ${Object.entries(dimensions)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join(",")}`;
