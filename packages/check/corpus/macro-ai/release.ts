import { describeRoots } from "@fairlead/testkit";
import { listOf, recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { routed } from "./parts.js";
import { deploymentOf, propertiesOf, someAndAll } from "./read-templates.js";

const alarms = (graph: TemplateGraph) => propertiesOf(graph, "AWS::CloudWatch::Alarm");

const isAboutServerErrors = (alarm: Readonly<Record<string, unknown>>): boolean =>
  JSON.stringify(alarm).includes("HTTPCode_Target_5XX_Count");

const rollsBack = (deployment: unknown, what: "Alarms" | "DeploymentCircuitBreaker"): boolean => {
  const { Enable: enabled, Rollback: back } = recordOf(recordOf(deployment)[what]);
  return enabled === true && back === true;
};

/** How a new revision takes over, and what takes it back. */
export const RELEASE_MISTAKES: readonly Mistake[] = [
  {
    id: "blue-green-in-name",
    mistake:
      "What is called blue/green is a rolling deployment with a circuit breaker: both revisions answer at once, and nothing can be looked at before it does.",
    outcome: {
      kind: "unwritable",
      because:
        "blue-green is ECS's own strategy: a second target group, a shift of all traffic at once, and a time in which the old tasks wait.",
      app: () => describeRoots(routed({ rollout: { strategy: "blue-green" } })),
      holds: (graph) =>
        deploymentOf(graph)["Strategy"] === "BLUE_GREEN" &&
        graph.ofType("AWS::ElasticLoadBalancingV2::TargetGroup").length === 2,
    },
  },
  {
    id: "canary-for-lambda",
    mistake:
      "The canary is to be done by CodeDeploy's traffic shifting for Lambda, which knows aliases of functions and no ECS service.",
    outcome: {
      kind: "unwritable",
      because: "canary is ECS's own strategy as well, with its share and its trial in the service.",
      app: () => describeRoots(routed({ rollout: { strategy: "canary", percent: 10, for: "10m" } })),
      holds: (graph) =>
        deploymentOf(graph)["Strategy"] === "CANARY" &&
        recordOf(deploymentOf(graph)["CanaryConfiguration"])["CanaryPercent"] === 10 &&
        graph.resources.every(({ type }) => !type.startsWith("AWS::CodeDeploy::")),
    },
  },
  {
    id: "rollback-that-writes-a-mail",
    mistake:
      "The automatic rollback is an alarm that acts on a topic: somebody gets a mail, and the bad release stays.",
    outcome: {
      kind: "unwritable",
      because: "Alarms on a service's answers are named in its deployment, and ECS goes back when one of them rings.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        rollsBack(deploymentOf(graph), "Alarms") &&
        listOf(recordOf(deploymentOf(graph)["Alarms"])["AlarmNames"]).length >= 3,
    },
  },
  {
    id: "no-circuit-breaker",
    mistake:
      "What was deployed in the end has no circuit breaker: ECS starts a task that dies again and again for three hours.",
    outcome: {
      kind: "unwritable",
      because: "Every service has one that goes back.",
      app: () => describeRoots(routed()),
      holds: (graph) => rollsBack(deploymentOf(graph), "DeploymentCircuitBreaker"),
    },
  },
  {
    id: "errors-of-everyone",
    mistake:
      "The alarm on 5xx has the load balancer as its only dimension: another service's errors would take this one's release back.",
    outcome: {
      kind: "unwritable",
      because: "The alarm is the service's: it counts what the service's own target groups answer.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        someAndAll(alarms(graph).filter(isAboutServerErrors), (alarm) =>
          JSON.stringify(alarm).includes('"TargetGroup"'),
        ),
    },
  },
  {
    id: "silence-is-no-answer",
    mistake:
      "The alarm on 5xx says nothing of missing data: without errors there is no metric, and the alarm is never OK.",
    outcome: {
      kind: "unwritable",
      because: "Each alarm says what missing data mean.",
      app: () => describeRoots(routed()),
      holds: (graph) => someAndAll(alarms(graph), ({ TreatMissingData: missing }) => missing !== undefined),
    },
  },
  {
    id: "release-that-is-polled",
    mistake:
      "A script polls the deployment with a role that may not describe it and swallows the error: the pipeline hangs for six hours.",
    outcome: {
      kind: "unwritable",
      because: "CloudFormation waits for ECS, and ECS ends a release that doesn't get well; there is nothing to poll.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        rollsBack(deploymentOf(graph), "DeploymentCircuitBreaker") &&
        someAndAll(
          propertiesOf(graph, "AWS::ECS::Service"),
          ({ DeploymentController: controller }) => recordOf(controller)["Type"] !== "EXTERNAL",
        ),
    },
  },
  {
    id: "alarm-for-nobody",
    mistake: "Alarms on CPU and memory act on nothing: they turn red on a page that nobody looks at.",
    outcome: {
      kind: "unwritable",
      because: "Every alarm acts on the environment's topic, when it rings and when it is over.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        someAndAll(
          alarms(graph),
          ({ AlarmActions: actions, OKActions: over }) => listOf(actions).length > 0 && listOf(over).length > 0,
        ) && recordsOf(alarms(graph)).length >= 5,
    },
  },
];
