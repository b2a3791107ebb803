import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const spotWithoutFloor: AppRule = {
  code: "SpotWithoutFloor",
  severity: "warning",
  title: "Every task of a public service may be on Spot",
  why: "When AWS needs the capacity back it takes all Spot tasks of a zone, and gives no new ones while the shortage lasts.",
  fix: 'Keep a floor of on-demand tasks: set "onDemandBase" to the number that carries the least load; on EC2, run the service on demand.',
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html",
  check: ({ services, environment }) =>
    environment.tier === "minimal"
      ? []
      : services
          .filter(
            ({ capacity, targetHealth }) =>
              targetHealth !== null &&
              ((capacity.kind === "fargate-spot" && capacity.onDemandBase === 0) ||
                (capacity.kind === "ec2" && capacity.spot)),
          )
          .map(({ name }) => ({
            address: addressOf("service", name),
            message: `Service "${name}" answers requests and has no task that is safe from a Spot shortage.`,
          })),
};
