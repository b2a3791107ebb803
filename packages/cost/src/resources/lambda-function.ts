import { listOf, numberOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { priced } from "./treatment.js";

/** Functions of an app's own infrastructure run at a deployment, a rotation, or once a minute at most. */
const RUNS = 43_800;
const SECONDS = 0.5;
const DEFAULT_MB = 128;
const MB_PER_GB = 1_024;

/** Lambda by runs and GB seconds. */
export const lambdaFunction = priced(({ properties }) => {
  const isArm = listOf(properties["Architectures"]).includes("arm64");
  const gb = (numberOf(properties["MemorySize"]) ?? DEFAULT_MB) / MB_PER_GB;
  const assumption = `at most once a minute, for ${SECONDS} s`;
  return [
    { price: { service: "Lambda", item: "requests" }, what: "runs", quantity: fixed(RUNS), assumption },
    {
      price: { service: "Lambda", item: `duration ${isArm ? "arm64" : "x86"}` },
      what: "GB seconds",
      quantity: fixed(RUNS * SECONDS * gb),
      assumption,
    },
  ];
});
