import { partyKey } from "../../reach/party.js";
import { securityGroupRules } from "../../reach/security-group-rules.js";
import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, recordOf, recordsOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

/** Registries, Secrets Manager and CloudWatch speak HTTPS, at an endpoint as on the internet. */
const HTTPS = 443;

/** On EC2 the instance fetches them. */
const isOnFargate = ({ properties }: GraphResource): boolean =>
  properties["LaunchType"] !== "EC2" &&
  recordsOf(properties["CapacityProviderStrategy"]).every(
    ({ CapacityProvider: provider }) => provider === "FARGATE" || provider === "FARGATE_SPOT",
  );

/** Keys of the security groups of a service's tasks; `null`: one of them is in none of the templates. */
function groupsOf(graph: TemplateGraph, { stack, properties }: GraphResource): readonly string[] | null {
  const network = recordOf(recordOf(properties["NetworkConfiguration"])["AwsvpcConfiguration"]);
  const groups = listOf(network["SecurityGroups"]).map((group) => graph.follow(stack, group)?.resource);
  return groups.length > 0 && groups.every((group) => group?.type === "AWS::EC2::SecurityGroup")
    ? groups.map((group) => `${group?.stack ?? ""}/${group?.logicalId ?? ""}`)
    : null;
}

export const taskShutIn: TemplateRule = {
  code: "TaskShutIn",
  severity: "error",
  title: "A task's security group lets no HTTPS out",
  why: "On Fargate the image, the secrets and the logs go through the task's own network interface: without port 443 it never starts, however good its routes are.",
  fix: "Let the group out to port 443, of the internet or of the endpoints' security group.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  check: (graph) => {
    const open = new Set(
      securityGroupRules(graph)
        .filter(({ direction, protocol }) => direction === "out" && (protocol === "-1" || protocol === "tcp"))
        .filter(({ fromPort, toPort }) => fromPort <= HTTPS && HTTPS <= toPort)
        .map(({ group }) => partyKey(group)),
    );
    const services = graph.ofType("AWS::ECS::Service").filter(isOnFargate);
    return services.flatMap((resource) => {
      const groups = groupsOf(graph, resource);
      return groups === null || groups.some((group) => open.has(group))
        ? []
        : [
            {
              resource,
              message: `No security group of ${describeResource(resource)} lets its tasks out to port ${HTTPS}.`,
            },
          ];
    });
  },
};
