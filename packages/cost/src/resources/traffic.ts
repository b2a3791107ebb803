import type { ResolvedUsage } from "@fairlead/model";

const KB_PER_GB = 1_000_000;

/** GB a month that callers receive. */
export const answeredGb = ({ requestsPerMonth, responseKb }: ResolvedUsage): number =>
  (requestsPerMonth * responseKb) / KB_PER_GB;

/** GB a month in both directions between callers and the app. */
export const callerGb = ({ requestsPerMonth, requestKb, responseKb }: ResolvedUsage): number =>
  (requestsPerMonth * (requestKb + responseKb)) / KB_PER_GB;

/** GB a month that all services log. */
export const loggedGb = ({ requestsPerMonth, logKbPerRequest }: ResolvedUsage): number =>
  (requestsPerMonth * logKbPerRequest) / KB_PER_GB;

/** How an estimate says what requests it counts on. */
export const requestsAssumption = ({ requestsPerMonth, requestKb, responseKb }: ResolvedUsage): string =>
  `${requestsPerMonth.toLocaleString("en")} requests a month of ${requestKb} KB, answered with ${responseKb} KB`;
