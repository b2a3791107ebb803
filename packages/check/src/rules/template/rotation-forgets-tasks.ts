import { grantsOf } from "../../reach/grants.js";
import { injectionsOf } from "../../reach/injections.js";
import { describeResource, type GraphResource } from "../../templates/graph-resource.js";
import { isTrue } from "../../templates/read-value.js";
import type { TemplateGraph } from "../../templates/template-graph.js";
import type { TemplateRule } from "../rule.js";

const RESTARTS = ["ecs:UpdateService", "ecs:*", "*"] as const;

/** Whether the function that rotates may start a new deployment of what holds the secret. */
function restartsServices(graph: TemplateGraph, schedule: GraphResource): boolean {
  const rotating = graph.follow(schedule.stack, schedule.properties["RotationLambdaARN"])?.resource;
  const role = rotating === undefined ? undefined : graph.follow(rotating.stack, rotating.properties["Role"])?.resource;
  return grantsOf(graph).some(
    (grant) =>
      grant.role === role &&
      grant.effect === "Allow" &&
      grant.actions.some((action) => RESTARTS.some((known) => known === action)),
  );
}

/** An attachment to a database hands the secret on under a name of its own. */
function secretBehind(graph: TemplateGraph, resource: GraphResource | undefined): readonly GraphResource[] {
  if (resource?.type !== "AWS::SecretsManager::SecretTargetAttachment") return resource === undefined ? [] : [resource];
  return secretBehind(graph, graph.follow(resource.stack, resource.properties["SecretId"])?.resource);
}

/** Secrets that get another value by themselves while nobody is told; of a database whose password RDS manages, the database itself. */
const rotatedAlone = (graph: TemplateGraph): ReadonlySet<GraphResource> =>
  new Set([
    ...graph
      .ofType("AWS::SecretsManager::RotationSchedule")
      .filter((schedule) => !restartsServices(graph, schedule))
      .flatMap(({ stack, properties }) => secretBehind(graph, graph.follow(stack, properties["SecretId"])?.resource)),
    ...graph
      .ofType("AWS::RDS::DBCluster", "AWS::RDS::DBInstance")
      .filter(({ properties }) => isTrue(properties["ManageMasterUserPassword"])),
  ]);

/** Task definitions that services run; a task that is run once ends before it matters. */
const ofServices = (graph: TemplateGraph): ReadonlySet<GraphResource> =>
  new Set(
    graph
      .ofType("AWS::ECS::Service")
      .flatMap(({ stack, properties }) => graph.follow(stack, properties["TaskDefinition"])?.resource ?? []),
  );

export const rotationForgetsTasks: TemplateRule = {
  code: "RotationForgetsTasks",
  severity: "warning",
  title: "A password rotates and running tasks keep the old one",
  why: "ECS injects a secret when a task starts, and never again: after the rotation every new connection of a running task is refused.",
  fix: "Let two users take turns and start a new deployment after each rotation, or let the app read the secret anew whenever it is refused.",
  link: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html",
  check: (graph) => {
    const rotated = rotatedAlone(graph);
    const running = ofServices(graph);
    return injectionsOf(graph).flatMap(({ taskDefinition, variable, target }) =>
      target !== null &&
      running.has(taskDefinition) &&
      secretBehind(graph, target).some((secret) => rotated.has(secret))
        ? [
            {
              resource: taskDefinition,
              message: `${describeResource(taskDefinition)} is given ${variable} as it starts, but ${describeResource(target)} changes it by itself.`,
            },
          ]
        : [],
    );
  },
};
