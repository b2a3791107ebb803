import { environmentPrefix } from "@fairlead/constructs";
import type { ResolvedAlarm } from "@fairlead/model";
import type { AlarmState } from "../../alarms/alarms.js";
import { observed } from "../observation.js";
import type { Observation, PreflightRequest, PreflightRule } from "../preflight-rule.js";

/**
 * What ECS does with an alarm that rings from the start is told in two ways: that it leaves it out for this deployment (AWS Copilot's
 * documentation), and that the deployment fails at once (METR/hawk#1429). Neither is a release that is watched over.
 */
export const alarmsQuiet: PreflightRule = {
  id: "alarms-quiet",
  says: "no alarm of the environment rings before the release",
  isEssential: false,
  run: async (request, { alarms }) => {
    const prefix = `${environmentPrefix(request.target.app)}-`;
    const ringing = (await alarms.states(prefix)).filter(({ state }) => state === "ALARM");
    return ringing.map((alarm) => judge(request, alarm, prefix));
  },
};

function judge({ target: { app }, despiteAlarms }: PreflightRequest, alarm: AlarmState, prefix: string): Observation {
  const known = app.observability.alarms.find(({ name }) => isOf(alarm, `${prefix}${name}`));
  const rollsBack = known !== undefined && rollsReleaseBack(known);
  const since = alarm.sinceMs === null ? "" : ` since ${new Date(alarm.sinceMs).toISOString()}`;
  return observed(app, rollsBack && !despiteAlarms ? "error" : "warning", {
    on: known?.subject ?? null,
    code: rollsBack ? "RollbackAlarmRings" : "AlarmRings",
    message: `Alarm ${alarm.name} rings${since}: ${withFullStop(alarm.reason)}${rollsBack ? " It rolls releases back, so this one would fail at once or go unwatched." : ""}`,
    fix: rollsBack
      ? "Mend what it rings for; if this release is what mends it, deploy with --force."
      : "See whether the release has to wait for it.",
  });
}

/** Some alarms are made in several pieces, told apart by a number. */
const isOf = ({ name }: AlarmState, full: string): boolean =>
  name === full || (name.startsWith(`${full}-`) && /^\d+$/u.test(name.slice(full.length + 1)));

const rollsReleaseBack = ({ rollsBack }: ResolvedAlarm): boolean => rollsBack;
const withFullStop = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`);
