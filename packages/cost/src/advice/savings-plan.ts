import type { Adviser } from "./proposal.js";

/** A Compute Savings Plan for the tasks on Fargate that always run. */
export const savingsPlan: Adviser = ({ graph }) =>
  graph.ofType("AWS::ECS::Service").length === 0
    ? null
    : {
        name: "savings-plan",
        what: "Commit to what always runs on Fargate with a Compute Savings Plan, one year, nothing in advance.",
        risk: "It is paid for a year, whether the tasks run or not; what runs on Spot has no share in it.",
        terms: { commitment: "1-year" },
        of: "min",
      };
