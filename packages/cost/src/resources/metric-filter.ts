import { recordsOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { CUSTOM_METRICS } from "./custom-metrics.js";
import { priced } from "./treatment.js";

/** Each number that is read from a log is a metric of one's own. */
export const metricFilter = priced(({ properties }) => [
  {
    price: CUSTOM_METRICS,
    what: "metrics read from a log",
    quantity: fixed(recordsOf(properties["MetricTransformations"]).length),
    assumption: null,
  },
]);
