import { ALARM_LEVELS } from "./alarm-level.js";
import type { AlertsOptions } from "./alerts-options.js";
import type { ResolvedAlertTopic } from "./resolved-alerts.js";

/** The topics of an environment: one, or one for each level where the levels are told apart. */
export function resolveAlerts(options: AlertsOptions = []): ResolvedAlertTopic[] {
  if (isList(options)) return [{ name: "alerts", levels: ALARM_LEVELS, emails: eachOnce(options) }];
  return [
    { name: "alerts", levels: ["warning"], emails: eachOnce(options.warning) },
    { name: "critical", levels: ["critical"], emails: eachOnce(options.critical) },
  ];
}

const isList = (options: AlertsOptions): options is readonly string[] => Array.isArray(options);

const eachOnce = (emails: readonly string[]): string[] => [...new Set(emails)].toSorted();
