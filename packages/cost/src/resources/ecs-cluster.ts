import { recordsOf, textOf } from "@fairlead/check";
import type { Charge } from "../charge/charge.js";
import { fixed, type Range, scaled, total } from "../charge/range.js";
import { CUSTOM_METRICS } from "./custom-metrics.js";
import { serviceTasks } from "./service-tasks.js";
import { priced } from "./treatment.js";

/**
 * Series that Container Insights makes; assumed, after
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html (2026-11).
 */
const SERIES = { cluster: 6, service: 13, enhancedService: 20, enhancedTask: 20 } as const;

/** A cluster costs nothing by itself; what watches it does. */
export const ecsCluster = priced(({ properties }, around): readonly Charge[] => {
  const services = around.graph.ofType("AWS::ECS::Service");
  const setting = recordsOf(properties["ClusterSettings"]).find((each) => textOf(each["Name"]) === "containerInsights");
  const value = textOf(setting?.["Value"]);
  if (value === "enhanced") {
    const tasks = total(services.map((service) => serviceTasks(service, around)));
    return [insights(ENHANCED, enhancedSeries(services.length, tasks))];
  }
  if (value === "enabled") return [insights(CUSTOM_METRICS, fixed(SERIES.cluster + services.length * SERIES.service))];
  return [];
});

const ENHANCED = { service: "CloudWatch", item: "Container Insights enhanced (ECS)" };

const insights = (price: Charge["price"], quantity: Range): Charge => ({
  price,
  what: "metrics of Container Insights",
  quantity,
  assumption: `about ${Math.round(quantity.expected)} series for these services and tasks`,
});

function enhancedSeries(services: number, tasks: Range): Range {
  const base = SERIES.cluster + services * SERIES.enhancedService;
  return total([fixed(base), scaled(tasks, SERIES.enhancedTask)]);
}
