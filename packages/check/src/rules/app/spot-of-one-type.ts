import { addressOf } from "@fairlead/model";
import type { AppRule } from "../rule.js";

export const spotOfOneType: AppRule = {
  code: "SpotOfOneType",
  severity: "warning",
  title: "Spot instances are of one type only",
  why: "Spot capacity runs out by instance type and zone. With one type there is nothing to go over to when it does.",
  fix: 'Name several types of one architecture, e.g. instanceType: ["m7g.large", "m6g.large", "r7g.large"].',
  link: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-best-practices.html",
  check: ({ pools, services, environment }) =>
    pools
      .filter(({ spot, instanceTypes }) => spot && instanceTypes.length === 1)
      .flatMap(({ name: pool, instanceTypes }) =>
        services
          .filter(({ capacity }) => capacity.kind === "ec2" && capacity.pool === pool)
          .slice(0, 1)
          .map(({ name }) => ({
            address: addressOf("service", name),
            message: `Service "${name}" runs on Spot instances of ${instanceTypes.join()} alone, and on none when AWS has none to spare.`,
            severity: environment.tier === "minimal" ? "note" : "warning",
          })),
      ),
};
