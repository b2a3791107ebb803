import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Until CloudWatch has a minute's values, has evaluated them, and ECS has looked at the alarm. Assumed. */
const SECONDS_UNTIL_KNOWN = 180;

export const bakeShorterThanAlarm: AppRule = {
  code: "BakeShorterThanAlarm",
  severity: "warning",
  title: "A release is over before its alarm could ring",
  why: "ECS goes back on an alarm while the old version is still there, and not a minute longer. An alarm that needs more time tells of a bad release, and leaves it in place.",
  fix: 'Let the release bake for longer, e.g. rollout: { strategy: "blue-green", bake: "30m" }, or let the alarm look at a shorter period.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html",
  check: ({ services, observability }) =>
    services.flatMap(({ name, rollout }) => {
      if (rollout.strategy === "rolling") return [];
      const address = addressOf("service", name);
      return observability.alarms
        .filter(({ rollsBack, subject }) => rollsBack && subject === address)
        .map((alarm) => ({ alarm, seconds: alarm.periodSeconds * alarm.datapointsToAlarm + SECONDS_UNTIL_KNOWN }))
        .filter(({ seconds }) => seconds > rollout.bakeMinutes * 60)
        .map(({ alarm, seconds }) => ({
          address,
          message: `The alarm "${alarm.name}" needs ${Math.ceil(seconds / 60)} min to ring; the old version of service "${name}" stays for ${rollout.bakeMinutes} min after a release.`,
        }));
    }),
};
