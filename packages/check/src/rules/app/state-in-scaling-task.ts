import { addressOf, type ResolvedService } from "@fairlead/model";
import type { AppRule } from "../rule.js";

const why =
  "The next request may meet another task, and every release, scale-in or Spot interruption ends the one that holds it.";

const overlaps = ({ rollout }: ResolvedService): boolean => rollout.maximumPercent > 100;

export const stateInScalingTask: AppRule = {
  code: "StateInScalingTask",
  severity: "error",
  title: "Tasks keep to themselves what others need",
  why,
  fix: "Keep it where every task finds it (a cache, a database, a bucket, a volume), or run one task and replace it stop-first.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/bestpracticesguide/application.html",
  check: ({ services }) =>
    services.flatMap((service) => {
      const { name, scaling, traits } = service;
      if (traits.keeps === null) return [];
      const address = addressOf("service", name);
      if (scaling.maxTasks > 1) {
        return [
          {
            address,
            message: `Each task of service "${name}" keeps ${traits.keeps} to itself, and up to ${scaling.maxTasks} of them run side by side.`,
          },
        ];
      }
      return [
        {
          address,
          severity: "warning",
          message: overlaps(service)
            ? `The task of service "${name}" keeps ${traits.keeps} to itself, and a release runs a second one beside it before the first ends.`
            : `The task of service "${name}" keeps ${traits.keeps} to itself: every release loses it.`,
        },
      ];
    }),
};
