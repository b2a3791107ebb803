import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const singleTask: AppRule = {
  code: "SingleTask",
  severity: "warning",
  title: "A public service may run as one task",
  why: "When that task or its zone fails, nothing answers until another has started.",
  fix: 'Set "tasks.min" to 2 or more; tasks are spread over the zones.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html",
  check: ({ services, environment }) =>
    environment.tier === "minimal"
      ? []
      : services
          .filter(({ targetHealth, scaling }) => targetHealth !== null && scaling.minTasks < 2)
          .map(({ name, scaling }) => ({
            address: addressOf("service", name),
            message: `Service "${name}" answers requests and may be scaled down to ${scaling.minTasks === 1 ? "one task" : "no task"}.`,
          })),
};
