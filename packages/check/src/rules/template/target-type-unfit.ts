import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { isRecord } from "../../templates/is-record.js";
import { recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateRule } from "../rule.js";

/** Every task has an address of its own then; on Fargate there is no other way. */
const hasOwnAddresses = ({ properties }: GraphResource): boolean =>
  isRecord(recordOf(properties["NetworkConfiguration"])["AwsvpcConfiguration"]) ||
  properties["LaunchType"] === "FARGATE";

/** What a target group is made of unless its template says otherwise: "AWS::ElasticLoadBalancingV2::TargetGroup", read 2026-11. */
const DEFAULT_TYPE = "instance";

export const targetTypeUnfit: TemplateRule = {
  code: "TargetTypeUnfit",
  severity: "error",
  title: "A target group takes instances, but its targets are tasks",
  why: "A task with a network interface of its own is registered by its address. ECS refuses a service whose target group takes instances.",
  fix: "Set TargetType to ip.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html",
  check: (graph) =>
    graph
      .ofType("AWS::ECS::Service")
      .filter(hasOwnAddresses)
      .flatMap((service) =>
        recordsOf(service.properties["LoadBalancers"])
          .map((target) => graph.follow(service.stack, target["TargetGroupArn"])?.resource)
          .filter((group) => group?.type === "AWS::ElasticLoadBalancingV2::TargetGroup")
          .flatMap((group) => {
            const type = textOf(group?.properties["TargetType"]) ?? DEFAULT_TYPE;
            return group === undefined || type === "ip"
              ? []
              : [
                  {
                    resource: service,
                    message: `${describeResource(service)} registers its tasks with ${group.logicalId}, whose targets are of the type "${type}".`,
                  },
                ];
          }),
      ),
};
