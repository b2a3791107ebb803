import { describeResource } from "../../templates/graph-resource.js";
import { numberOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

export const autoscalingRangeInverted: TemplateRule = {
  code: "AutoscalingRangeInverted",
  severity: "error",
  title: "The least capacity is above the most",
  why: "Application Auto Scaling refuses the target, and the deployment rolls back.",
  fix: "Make MinCapacity at most MaxCapacity.",
  link: "https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html",
  check: (graph) =>
    graph.ofType("AWS::ApplicationAutoScaling::ScalableTarget").flatMap((resource) => {
      const least = numberOf(resource.properties["MinCapacity"]);
      const most = numberOf(resource.properties["MaxCapacity"]);
      return least !== undefined && most !== undefined && least > most
        ? [{ resource, message: `${describeResource(resource)} scales between ${least} and ${most}.` }]
        : [];
    }),
};
