import { numberOf, textOf } from "@fairlead/check";
import { fixed } from "../charge/range.js";
import { loggedGb } from "./traffic.js";
import { priced, type Surroundings } from "./treatment.js";

const DAYS_PER_MONTH = 365 / 12;
/** Archived logs are compressed; AWS's own calculator takes 0.15 (https://calculator.aws, 2026-11). */
const ARCHIVED_SHARE = 0.15;

/** GB that are taken in, and GB that are kept. */
export const logGroup = priced(({ properties }, around) => {
  const gb = loggedGb(around.usage) / groups(around);
  const isInfrequent = textOf(properties["LogGroupClass"]) === "INFREQUENT_ACCESS";
  const days = numberOf(properties["RetentionInDays"]) ?? NEVER_EXPIRES_DAYS;
  const assumption = `${around.usage.logKbPerRequest} KB for each request, over all log groups`;
  return [
    {
      price: { service: "CloudWatch", item: `logs ingestion ${isInfrequent ? "infrequent-access" : "standard"}` },
      what: "GB logged",
      quantity: fixed(gb),
      assumption,
    },
    {
      price: { service: "CloudWatch", item: "logs storage" },
      what: `GB kept for ${days} days`,
      quantity: fixed(gb * ARCHIVED_SHARE * (days / DAYS_PER_MONTH)),
      assumption,
    },
  ];
});

/** Counted as three years where nothing ends it. */
const NEVER_EXPIRES_DAYS = 1_095;

const groups = ({ graph }: Surroundings): number => Math.max(1, graph.ofType("AWS::Logs::LogGroup").length);
