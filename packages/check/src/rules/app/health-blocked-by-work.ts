import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** What is likely taken at the same moment by ordinary traffic. */
const FEW_AT_ONCE = 4;

export const healthBlockedByWork: AppRule = {
  code: "HealthBlockedByWork",
  severity: "warning",
  title: "Long answers keep the health check waiting",
  why: "When every worker of a task is busy for longer than the load balancer is patient, a healthy task is taken for a dead one.",
  fix: "Work on more requests at once (async calls, a thread pool, more workers), or answer the health check beside them.",
  link: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  check: ({ services }) =>
    services.flatMap(({ name, targetHealth, traits, longestResponseSeconds }) => {
      if (targetHealth === null || traits.concurrency === null || traits.concurrency > FEW_AT_ONCE) return [];
      const patienceSeconds = targetHealth.intervalSeconds * targetHealth.unhealthyThreshold;
      if (longestResponseSeconds <= targetHealth.timeoutSeconds) return [];
      return [
        {
          address: addressOf("service", name),
          message: `A task of service "${name}" works on ${traits.concurrency} at once for up to ${longestResponseSeconds} s; its health check waits ${targetHealth.timeoutSeconds} s and gives up on the task after ${patienceSeconds} s.`,
        },
      ];
    }),
};
