import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const noAlarmRecipients: AppRule = {
  code: "NoAlarmRecipients",
  severity: "warning",
  title: "Alarms ring and nobody hears them",
  why: "Every alarm acts on the environment's topic, and a topic without a subscription tells no one.",
  fix: 'List addresses under the environment\'s "alerts".',
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  check: ({ environment, observability }) =>
    environment.alertEmails.length > 0 || observability.alarms.length === 0 || environment.tier === "minimal"
      ? []
      : [
          {
            address: addressOf("environment", environment.name),
            message: `The environment ${environment.name} has ${observability.alarms.length} alarms and nobody to tell.`,
            severity: environment.tier === "production" ? "warning" : "note",
          },
        ],
};
