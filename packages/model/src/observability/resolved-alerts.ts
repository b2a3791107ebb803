import type { AlarmLevel } from "./alarm-level.js";

/** One SNS topic and who has subscribed to it. */
export interface ResolvedAlertTopic {
  /** Stands behind app and environment in the topic's name. */
  readonly name: "alerts" | "critical";
  /** Levels of the alarms that it takes. */
  readonly levels: readonly AlarmLevel[];
  /** Sorted; may be empty. */
  readonly emails: readonly string[];
}
