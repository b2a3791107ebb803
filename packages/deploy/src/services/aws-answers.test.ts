import { describe, expect, it } from "vitest";
import { ecsServiceOf } from "./aws-ecs-service.js";
import { serviceDeploymentOf } from "./aws-service-deployment.js";
import { serviceRevisionOf } from "./aws-service-revision.js";
import { taskDefinitionOf } from "./aws-task-definition.js";

const AT = new Date("2026-11-21T10:00:00Z");

describe("ECS's answers in our words", () => {
  it("reads a service with a pair of target groups, its revisions and its events", () => {
    const service = ecsServiceOf({
      serviceName: "api",
      serviceArn: "arn:service",
      status: "ACTIVE",
      taskDefinition: "arn:td:2",
      desiredCount: 2,
      runningCount: 4,
      deploymentConfiguration: { strategy: "CANARY" },
      currentServiceDeployment: "arn:deployment",
      currentServiceRevisions: [{ arn: "arn:revision:1", requestedTaskCount: 2, runningTaskCount: 2 }],
      deployments: [{ status: "PRIMARY", taskDefinition: "arn:td:2", rolloutState: "IN_PROGRESS", failedTasks: 1 }],
      loadBalancers: [
        {
          targetGroupArn: "arn:blue",
          advancedConfiguration: { alternateTargetGroupArn: "arn:green", productionListenerRule: "arn:rule" },
        },
      ],
      events: [{ createdAt: AT, message: "(service api) has started 2 tasks." }],
    });
    expect(service).toMatchObject({
      strategy: "canary",
      pending: 0,
      currentDeployment: "arn:deployment",
      currentRevisions: [{ revision: "arn:revision:1", requested: 2, running: 2, pending: 0 }],
      deployments: [{ status: "PRIMARY", rolloutState: "IN_PROGRESS", failedTasks: 1, running: 0 }],
      routes: [{ targetGroup: "arn:blue", alternateTargetGroup: "arn:green", productionRule: "arn:rule" }],
      events: [{ atMs: AT.getTime(), message: "(service api) has started 2 tasks." }],
    });
  });

  it("reads a deployment that went back, with what rang and who is waited for", () => {
    const deployment = serviceDeploymentOf({
      serviceDeploymentArn: "arn:deployment",
      createdAt: AT,
      status: "ROLLBACK_IN_PROGRESS",
      lifecycleStage: "BAKE_TIME",
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: 5 },
      targetServiceRevision: { arn: "arn:revision:2", requestedProductionTrafficWeight: 100, runningTaskCount: 2 },
      sourceServiceRevisions: [{ arn: "arn:revision:1", requestedProductionTrafficWeight: 0 }],
      rollback: { reason: "alarm", serviceRevisionArn: "arn:revision:1" },
      deploymentCircuitBreaker: { failureCount: 3, threshold: 3 },
      alarms: { triggeredAlarmNames: ["api-5xx"] },
      lifecycleHookDetails: [
        { hookId: "h1", targetType: "PAUSE", status: "AWAITING_ACTION", expiresAt: AT, timeoutAction: "ROLLBACK" },
        { targetType: "AWS_LAMBDA", status: "IN_PROGRESS" },
      ],
    });
    expect(deployment).toMatchObject({
      strategy: "blue-green",
      stage: "BAKE_TIME",
      bakeMinutes: 5,
      target: { revision: "arn:revision:2", trafficPercent: 100, running: 2 },
      sources: [{ revision: "arn:revision:1", trafficPercent: 0 }],
      rollback: { reason: "alarm", revision: "arn:revision:1" },
      failedTasks: 3,
      triggeredAlarms: ["api-5xx"],
      hooks: [{ id: "h1", kind: "pause", status: "AWAITING_ACTION", timeoutAction: "rollback" }],
    });
    expect(deployment.hooks).toHaveLength(1);
  });

  it("knows of no traffic in a rolling deployment, which an older service's is", () => {
    const deployment = serviceDeploymentOf({
      serviceDeploymentArn: "arn:deployment",
      status: "SUCCESSFUL",
      targetServiceRevision: { arn: "arn:revision:2", requestedProductionTrafficWeight: 100 },
    });
    expect(deployment).toMatchObject({ strategy: "rolling", target: { trafficPercent: null }, rollback: null });
  });

  it("reads a revision's digests and where its tasks are registered", () => {
    const revision = serviceRevisionOf({
      serviceRevisionArn: "arn:revision:2",
      taskDefinition: "arn:td:2",
      createdAt: AT,
      containerImages: [{ containerName: "api", image: "registry/api@sha256:ab", imageDigest: "sha256:ab" }],
      resolvedConfiguration: { loadBalancers: [{ targetGroupArn: "arn:green" }] },
    });
    expect(revision.images).toEqual([{ container: "api", image: "registry/api@sha256:ab", digest: "sha256:ab" }]);
    expect(revision.routes).toEqual([{ targetGroup: "arn:green", productionRule: null }]);
  });

  it("reads where a task definition's containers write", () => {
    const definition = taskDefinitionOf({
      taskDefinitionArn: "arn:td:2",
      family: "api",
      status: "INACTIVE",
      containerDefinitions: [
        {
          name: "api",
          image: "registry/api",
          logConfiguration: {
            logDriver: "awslogs",
            options: { "awslogs-group": "/api", "awslogs-stream-prefix": "api" },
          },
        },
        { name: "side", image: "registry/side" },
      ],
    });
    expect(definition).toMatchObject({ status: "INACTIVE", containers: [{ logGroup: "/api" }, { logGroup: null }] });
  });
});
