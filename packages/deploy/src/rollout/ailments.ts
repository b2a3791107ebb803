import type { Problem } from "@fairlead/errors";
import type { ServiceRevision } from "../services/service-revision.js";
import { taskDefinitionName } from "../services/task-definition.js";
import { rolloutProblem } from "./rollout-problem.js";
import { healthyTargets, routesOf, type ServiceState } from "./service-state.js";

/** What is wrong with the revision that serves; nothing when it has its tasks, and they are on healthy targets with all the traffic. */
export const ailments = (revision: ServiceRevision, state: ServiceState): readonly Problem[] => [
  ...statusAilments(state),
  ...primaryAilments(revision, state),
  ...countAilments(revision, state),
  ...routesOf(revision, state).flatMap((route) => [
    ...targetAilments(route.targetGroup, state),
    ...trafficAilments(route.targetGroup, route.productionRule, state),
  ]),
];

function statusAilments({ service: { name, status } }: ServiceState): readonly Problem[] {
  if (status === "ACTIVE") return [];
  const message = `Service ${name} is ${status}: it is being removed.`;
  return [rolloutProblem(name, { code: "ServiceNotActive", message, fix: "Deploy the environment again." })];
}

function primaryAilments({ taskDefinition }: ServiceRevision, { service }: ServiceState): readonly Problem[] {
  const primary = service.deployments.find(({ status }) => status === "PRIMARY");
  if (primary === undefined || primary.taskDefinition === taskDefinition) return [];
  const message =
    `Service ${service.name} runs ${taskDefinitionName(taskDefinition)}, ` +
    `but its primary deployment is of ${taskDefinitionName(primary.taskDefinition)}.`;
  const fix = "Wait for ECS to make up its mind (fairlead status), then deploy again.";
  return [rolloutProblem(service.name, { code: "PrimaryDiffers", message, fix })];
}

function countAilments({ arn }: ServiceRevision, { service }: ServiceState): readonly Problem[] {
  const { name, desired } = service;
  const running = service.currentRevisions.find(({ revision }) => revision === arn)?.running ?? 0;
  if (running >= desired) return [];
  const message = `Service ${name} runs ${running} of ${desired} tasks.`;
  return [rolloutProblem(name, { code: "TooFewTasks", message, fix: whyFix(name) })];
}

function targetAilments(targetGroup: string, state: ServiceState): readonly Problem[] {
  const { name, desired } = state.service;
  const healthy = healthyTargets(targetGroup, state);
  if (healthy >= desired) return [];
  const reasons = (state.targets[targetGroup] ?? [])
    .filter((target) => target.state === "unhealthy")
    .flatMap(({ reason }) => reason ?? []);
  const message =
    `${healthy} of ${desired} targets of service ${name} are healthy in ${groupName(targetGroup)}` +
    (reasons.length === 0 ? "." : ` (${[...new Set(reasons)].join("; ")}).`);
  return [rolloutProblem(name, { code: "UnhealthyTargets", message, fix: whyFix(name) })];
}

function trafficAilments(targetGroup: string, rule: string | null, state: ServiceState): readonly Problem[] {
  if (rule === null) return [];
  const percent = state.trafficPercents[rule]?.[targetGroup] ?? 0;
  if (percent === 100) return [];
  const { name } = state.service;
  const message = `Only ${percent} % of the requests for service ${name} are led to the revision that it runs.`;
  const fix =
    "Deploy again: ECS then sets the weights of the listener rule. Someone or something else has changed them.";
  return [rolloutProblem(name, { code: "TrafficElsewhere", message, fix })];
}

const whyFix = (name: string): string => `See why with fairlead why ${name}.`;

/** `targetgroup/name/id` → `name`. */
const groupName = (arn: string): string => arn.split("/").at(-2) ?? arn;
