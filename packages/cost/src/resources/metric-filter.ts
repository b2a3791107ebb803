import { recordsOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Each number that is read from a log is a metric of one's own. */
export const metricFilter = priced(({ properties }) => [
  {
    price: { service: "CloudWatch", item: "custom metric first 10k" },
    what: "metrics read from a log",
    quantity: fixed(recordsOf(properties["MetricTransformations"]).length),
    assumption: null,
  },
]);
