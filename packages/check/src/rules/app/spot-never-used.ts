import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const spotNeverUsed: AppRule = {
  code: "SpotNeverUsed",
  severity: "note",
  title: "A service on Spot never runs there",
  why: "The first tasks are those on demand. With as many of them as there may be tasks, nothing is left for Spot, and nothing is saved.",
  fix: 'Lower "onDemandBase", or allow more tasks.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html",
  check: ({ services }) =>
    services.flatMap(({ name, capacity, scaling }) =>
      capacity.kind === "fargate-spot" && capacity.spotWeight > 0 && capacity.onDemandBase >= scaling.maxTasks
        ? [
            {
              address: addressOf("service", name),
              message: `Of service "${name}" ${capacity.onDemandBase === 1 ? "one task runs" : `${capacity.onDemandBase} tasks run`} on demand before any runs on Spot, and there are no more than ${scaling.maxTasks}: Spot saves nothing.`,
            },
          ]
        : [],
    ),
};
