import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

/** Between AWS's warning and the end of a Spot task. AWS, "Amazon ECS clusters for Fargate Spot", read 2026-11. */
const SPOT_NOTICE_SECONDS = 120;

export const spotCutsResponses: AppRule = {
  code: "SpotCutsResponses",
  severity: "warning",
  title: "Spot may cut running responses",
  why: "AWS takes a Spot task or instance back two minutes after telling it. A response that runs longer is cut off in the middle.",
  fix: 'Run the service without Spot, or shorten "longestResponse" to two minutes.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
  check: ({ services, environment }) =>
    services
      .filter(
        ({ capacity, longestResponseSeconds, targetHealth }) =>
          ((capacity.kind === "fargate-spot" && capacity.spotWeight > 0) ||
            (capacity.kind === "ec2" && capacity.spot)) &&
          targetHealth !== null &&
          longestResponseSeconds > SPOT_NOTICE_SECONDS,
      )
      .map(({ name, longestResponseSeconds }) => ({
        address: addressOf("service", name),
        message: `Service "${name}" runs on Spot and its responses take up to ${longestResponseSeconds} s, but a task has ${SPOT_NOTICE_SECONDS} s when AWS takes it back.`,
        severity: environment.tier === "minimal" ? "note" : "warning",
      })),
};
