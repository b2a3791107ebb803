import type { ResolvedService } from "../service/resolved-service.js";

/** Namespaces that a service publishes to through CloudWatch's API; what it writes into its log needs no permission. */
export function publishedNamespaces({ metrics, scaling }: ResolvedService): string[] {
  const declared = metrics.map(({ source }) => source).filter((source) => source.kind === "published");
  const scaledOn = scaling.metric === null ? [] : [scaling.metric];
  const called = [...declared, ...scaledOn].filter(({ via }) => via === "PutMetricData");
  return [...new Set(called.map(({ namespace }) => namespace))].toSorted();
}
