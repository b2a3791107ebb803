import { isEnabled, type WayOut, waysOutOf } from "../../matrix/way-out.js";
import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { listOf, recordOf, recordsOf, textOf } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";
import { containersOfService } from "./services-of.js";

/** What every task needs to be pulled and to start, by the ends of the endpoint services' names; the layers come from S3. */
const NEEDED_BY_ALL = ["ecr.api", "ecr.dkr", "s3"] as const;

const logsToCloudWatch = (container: Readonly<Record<string, unknown>>): boolean =>
  recordOf(container["LogConfiguration"])["LogDriver"] === "awslogs";

/** Where a secret's value comes from can't always be read; Secrets Manager is what most take. */
const readsSecrets = (container: Readonly<Record<string, unknown>>): boolean =>
  recordsOf(container["Secrets"]).some((secret) => !JSON.stringify(secret["ValueFrom"]).includes(":parameter/"));

function neededEndpoints(graph: TemplateGraph, service: GraphResource): readonly string[] {
  const containers = containersOfService(graph, service);
  return [
    ...NEEDED_BY_ALL,
    ...(containers.some(logsToCloudWatch) ? ["logs"] : []),
    ...(containers.some(readsSecrets) ? ["secretsmanager"] : []),
  ];
}

/** A service's name may be composed of the region; its end is what tells it. */
const serviceNameOf = ({ properties }: GraphResource): string => {
  const name = properties["ServiceName"];
  return textOf(name) ?? JSON.stringify(name ?? "").replace(/["\]}]+$/, "");
};

const missingEndpoints = (graph: TemplateGraph, service: GraphResource): readonly string[] =>
  neededEndpoints(graph, service).filter(
    (end) => !graph.ofType("AWS::EC2::VPCEndpoint").some((endpoint) => serviceNameOf(endpoint).endsWith(`.${end}`)),
  );

type Properties = Readonly<Record<string, unknown>>;

/** How tasks would get out, and why they don't; `null`: they do, or the templates don't tell. */
function dead(graph: TemplateGraph, { stack }: GraphResource, network: Properties): string | null {
  const ways = listOf(network["Subnets"]).flatMap((subnet): readonly WayOut[] => waysOutOf(graph, stack, [subnet]));
  const without = ways.filter((way) => way === "none").length;
  if (without > 0) return `${without} subnets without a way out of the VPC`;
  const isPublic = isEnabled(network["AssignPublicIp"]);
  return !isPublic && ways.includes("internet-gateway")
    ? "a subnet whose way out is an internet gateway, and has no public address"
    : null;
}

export const taskWithoutWayOut: TemplateRule = {
  code: "TaskWithoutWayOut",
  severity: "error",
  title: "Tasks can't reach the internet or an endpoint",
  why: "A task in a private subnet without NAT or endpoints can't pull its image, read its secrets or write its log: it never starts.",
  fix: "Add a NAT gateway or the interface endpoints, or give the tasks public addresses.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html",
  check: (graph) =>
    graph.ofType("AWS::ECS::Service").flatMap((resource) => {
      const network = recordOf(recordOf(resource.properties["NetworkConfiguration"])["AwsvpcConfiguration"]);
      const reason = dead(graph, resource, network);
      const missing = missingEndpoints(graph, resource);
      return reason === null || missing.length === 0
        ? []
        : [
            {
              resource,
              message: `${describeResource(resource)} runs in ${reason}; there is no endpoint for ${missing.join(", ")} either.`,
            },
          ];
    }),
};
