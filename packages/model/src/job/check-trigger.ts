import type { Check } from "../app/check.js";

/** A job has one trigger. */
export const checkTrigger: Check = (app, { jobs }) =>
  jobs.flatMap(({ name, address, options }) => {
    const trigger = app.jobs.find((job) => job.name === name)?.trigger;
    if (trigger?.kind === "release" && options.schedule !== undefined) {
      return [
        {
          path: `${address}.schedule`,
          code: "TwoTriggers",
          message: `${address} runs before the release of ${trigger.gates.join(" and ")}, and on a schedule.`,
          fix: "Declare a second job with the same image and command for the schedule.",
        },
      ];
    }
    if (options.timezone !== undefined && options.schedule === undefined) {
      return [
        {
          path: `${address}.timezone`,
          code: "TimezoneWithoutSchedule",
          message: `${address} has a time zone but no schedule that it would be for.`,
          fix: 'Add the schedule, e.g. "cron(0 3 * * ? *)", or remove timezone.',
        },
      ];
    }
    return [];
  });
