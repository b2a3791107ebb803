import type { AlarmLevel } from "./alarm-level.js";

/**
 * Email addresses that are told when an alarm rings: one list for all alarms, or one for each level. A list alone is one SNS topic, and
 * so one mail for each address to confirm.
 */
export type AlertsOptions = readonly string[] | Readonly<Record<AlarmLevel, readonly string[]>>;
