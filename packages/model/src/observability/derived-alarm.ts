import type { ServiceAlarmsOptions } from "./alarm-options.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** An alarm that a service has unless its description says otherwise, and the option that says it. */
export interface DerivedAlarm {
  readonly option: keyof ServiceAlarmsOptions;
  readonly alarm: ResolvedAlarm;
}
