/** `critical`: users are affected now. `warning`: somebody should look today, or this week. */
export const ALARM_LEVELS = ["warning", "critical"] as const;

export type AlarmLevel = (typeof ALARM_LEVELS)[number];
