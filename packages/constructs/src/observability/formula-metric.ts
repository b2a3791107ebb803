import { Duration } from "aws-cdk-lib";
import { type IMetric, MathExpression, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { MetricFormula } from "./alarm-metric.js";

/** A formula as CDK's metric: the series itself where there is nothing to calculate. */
export function formulaMetric({ expression, series }: MetricFormula, periodSeconds: number, label?: string): IMetric {
  const period = Duration.seconds(periodSeconds);
  const usingMetrics = Object.fromEntries(
    Object.entries(series).map(([name, { namespace, metricName, dimensions, statistic }]) => [
      name,
      new Metric({ namespace, metricName, dimensionsMap: { ...dimensions }, statistic, period }),
    ]),
  );
  const single = usingMetrics[expression];
  if (single !== undefined) return label === undefined ? single : single.with({ label });
  return new MathExpression({ expression, usingMetrics, period, ...(label === undefined ? {} : { label }) });
}
