import { addressOf, schedulePeriodSeconds } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const runsOverlap: AppRule = {
  code: "RunsOverlap",
  severity: "note",
  title: "A scheduled job may still run when it is started again",
  why: "EventBridge Scheduler starts a run whether or not the last one has ended; two that take the same work do it twice.",
  fix: "Let each run lock what it takes (`SELECT … FOR UPDATE SKIP LOCKED`), set a timeout below the schedule's period, or let a service of one task do it in a loop.",
  link: "https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html",
  check: ({ jobs }) =>
    jobs.flatMap(({ name, trigger, timeoutSeconds }) => {
      if (trigger.kind !== "schedule") return [];
      const period = schedulePeriodSeconds(trigger.expression);
      if (timeoutSeconds <= period) return [];
      return [
        {
          address: addressOf("job", name),
          message: `Job "${name}" starts every ${period} s and may take ${timeoutSeconds} s.`,
        },
      ];
    }),
};
