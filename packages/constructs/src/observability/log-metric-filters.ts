import { addressOf, type ResolvedApp } from "@fairlead/model";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import { logNamespace } from "./metric-subject.js";

/** Reads the numbers of every service out of its log. */
export const addLogMetricFilters = (
  scope: Construct,
  app: ResolvedApp,
  logGroupOf: (service: string) => ILogGroup,
): MetricFilter[] =>
  app.services.flatMap((service) =>
    service.metrics.flatMap(({ name, source }) => {
      if (source.kind !== "log") return [];
      const filter = new MetricFilter(scope, `LogMetric-${service.name}-${name}`, {
        logGroup: logGroupOf(service.name),
        filterPattern: FilterPattern.literal(source.pattern),
        metricNamespace: logNamespace(app, service.name),
        metricName: name,
        metricValue: source.value,
      });
      return [markAddress(filter, addressOf("service", service.name))];
    }),
  );
