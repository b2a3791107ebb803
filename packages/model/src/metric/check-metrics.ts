import type { Problem } from "@fairlead/errors";
import type { Check } from "../app/check.js";
import type { Described } from "../app/described-app.js";

/** A number has one name and one origin. */
export const checkMetrics: Check = (_, { services }) => services.flatMap(sameNames);

const sameNames = ({ address, options }: Described<"service">): Problem[] =>
  Object.keys(options.logMetrics ?? {})
    .filter((name) => options.metrics?.[name] !== undefined)
    .map((name) => ({
      path: `${address}.logMetrics.${name}`,
      code: "MetricTwice",
      message: `${address} publishes "${name}" itself, and has it read out of its log.`,
      fix: "Keep the one that the app really has, or give the other another name.",
    }));
