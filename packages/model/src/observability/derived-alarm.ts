import type { ServiceAlarmsOptions } from "./alarm-options.js";
import type { ResolvedAlarm } from "./resolved-observability.js";

/** An alarm that a service has unless its description says otherwise. */
export interface DerivedAlarm {
  /** The option that says it. */
  readonly option: keyof ServiceAlarmsOptions;
  readonly alarm: ResolvedAlarm;
  /** What happens when it rings, for some threshold, as in "A task fails its health check". */
  readonly describe: (threshold: number) => string;
}
