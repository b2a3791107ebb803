import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const noAlarmRecipients: AppRule = {
  code: "NoAlarmRecipients",
  severity: "warning",
  title: "Alarms ring and nobody hears them",
  why: "Every alarm acts on the environment's topic, and a topic without a subscription tells no one.",
  fix: 'List addresses under the environment\'s "alerts".',
  link: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  check: ({ environment, observability: { alarms } }) => {
    if (environment.tier === "minimal") return [];
    const unheard = environment.alertTopics
      .filter(({ emails }) => emails.length === 0)
      .flatMap(({ levels }) => alarms.filter(({ level }) => levels.includes(level)));
    if (unheard.length === 0) return [];
    const which = unheard.length === alarms.length ? "alarms" : `alarms of the level ${unheard[0]?.level}`;
    return [
      {
        address: addressOf("environment", environment.name),
        message: `The environment ${environment.name} has ${unheard.length} ${which} and nobody to tell.`,
        severity: environment.tier === "production" ? "warning" : "note",
      },
    ];
  },
};
