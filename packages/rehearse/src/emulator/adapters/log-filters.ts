import { type JsonRecord, listOf, recordOf, textOf } from "../../json/json-value.js";
import { byCalls } from "../resources/by-calls.js";
import { logs } from "../resources/calls.js";
import type { TypeDecision } from "../resources/resource-maker.js";

export const METRIC_FILTER: TypeDecision = {
  type: "AWS::Logs::MetricFilter",
  proof: "proved",
  because: "Its log group must be there; no line is counted.",
  maker: byCalls({
    create: async ({ properties, generatedName }, api) => {
      const filterName = textOf(properties["FilterName"]) || generatedName;
      await logs(api, "PutMetricFilter", {
        logGroupName: properties["LogGroupName"] ?? "",
        filterName,
        filterPattern: properties["FilterPattern"] ?? "",
        metricTransformations: listOf(properties["MetricTransformations"]).map(recordOf).map(transformation),
      });
      return { physicalId: filterName };
    },
    remove: async (physicalId, { properties }, api) => {
      await logs(api, "DeleteMetricFilter", { logGroupName: properties["LogGroupName"] ?? "", filterName: physicalId });
    },
  }),
};

const transformation = (written: JsonRecord): JsonRecord => ({
  metricName: textOf(written["MetricName"]),
  metricNamespace: textOf(written["MetricNamespace"]),
  metricValue: textOf(written["MetricValue"]),
});
