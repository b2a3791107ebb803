import { describeResource } from "../../templates/graph-resource.js";
import { numberOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";
import { scalableTargetsOf } from "./services-of.js";

export const desiredCountFightsScaling: TemplateRule = {
  code: "DesiredCountFightsScaling",
  severity: "warning",
  title: "A service that scales has a fixed number of tasks as well",
  why: "CloudFormation sets the number again whenever it updates the service: a release at full load takes the tasks away that scaling had added.",
  fix: "Leave DesiredCount away and let the scaling's MinCapacity be the number to start with.",
  link: "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html#cfn-ecs-service-desiredcount",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((resource) => {
      const desired = numberOf(resource.properties["DesiredCount"]);
      return desired === undefined
        ? []
        : scalableTargetsOf(graph, resource).map(({ properties }) => ({
            resource,
            message: `${describeResource(resource)} has ${desired} tasks by its template and ${String(properties["MinCapacity"])} to ${String(properties["MaxCapacity"])} by its scaling.`,
          }));
    }),
};
