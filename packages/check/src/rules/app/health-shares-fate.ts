import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const healthSharesFate: AppRule = {
  code: "HealthSharesFate",
  severity: "warning",
  title: "A health check asks what all tasks share",
  why: "When that hiccups, every task fails its check at the same moment: ECS replaces all of them, and the new ones fail as well.",
  fix: "Let the load balancer ask a path that answers for the task alone, and watch what is shared with an alarm.",
  link: "https://aws.amazon.com/builders-library/implementing-health-checks/",
  check: ({ services }) =>
    services.flatMap(({ name, traits, targetHealth }) => {
      if (targetHealth === null || traits.healthAsks.length === 0) return [];
      return [
        {
          address: addressOf("service", name),
          message: `The health check of service "${name}" at ${targetHealth.path} asks ${traits.healthAsks.join(" and ")}: when that fails, all tasks are replaced at once.`,
        },
      ];
    }),
};
