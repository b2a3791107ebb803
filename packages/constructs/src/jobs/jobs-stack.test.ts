import type { ResolvedApp, ResolvedJob } from "@fairlead/model";
import { aResolvedApp, aResolvedJob } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { type AppStacks, buildStacks } from "../stacks/build-stacks.js";

const GATE = "Custom::ReleaseGate";
const RULE = "AWS::Events::Rule";

const build = (app: ResolvedApp): AppStacks => buildStacks(new App({ context: { ...appContext() } }), app);

function withJobs(...jobs: readonly ResolvedJob[]): Template {
  const app = aResolvedApp();
  const connections = app.connections.filter(
    ({ from }) => !from.startsWith("jobs.") || jobs.some(({ name }) => from.endsWith(name)),
  );
  return Template.fromStack(build({ ...app, jobs, connections }).jobs);
}

const nightly = aResolvedJob({
  name: "prune",
  trigger: { kind: "schedule", expression: "cron(0 3 * * ? *)", timezone: "Europe/Berlin" },
});

const insightsOf = (containerInsights: ResolvedApp["observability"]["containerInsights"]): Template => {
  const app = aResolvedApp();
  return Template.fromStack(build({ ...app, observability: { ...app.observability, containerInsights } }).jobs);
};

describe("JobsStack", () => {
  let release: Template;
  beforeAll(() => {
    release = withJobs(aResolvedJob());
  });

  it("waits for the databases and for the images", () => {
    const { jobs, data, registry } = build(aResolvedApp());
    expect(jobs.dependencies).toEqual(expect.arrayContaining([data, registry]));
  });

  it("has the cluster, with a record of every shell that is opened in a task", () => {
    release.hasResourceProperties("AWS::ECS::Cluster", {
      ClusterName: "llm-proxy-prod",
      Configuration: {
        ExecuteCommandConfiguration: {
          KmsKeyId: Match.anyValue(),
          Logging: "OVERRIDE",
          LogConfiguration: { CloudWatchEncryptionEnabled: true, CloudWatchLogGroupName: Match.anyValue() },
        },
      },
    });
    release.hasResourceProperties("AWS::ECS::ClusterCapacityProviderAssociations", {
      CapacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
  });

  it.each(["disabled", "enabled", "enhanced"] as const)("sets Container Insights to %s", (value) => {
    insightsOf(value).hasResourceProperties("AWS::ECS::Cluster", {
      ClusterSettings: [{ Name: "containerInsights", Value: value }],
    });
  });

  it("makes extensions before any release job runs", () => {
    const preparing = aResolvedJob({
      name: "main-extensions",
      trigger: { kind: "preparation", database: "main" },
    });
    const gates = Object.entries(withJobs(aResolvedJob(), preparing).findResources(GATE));
    const [first] = gates.find(([id]) => id.includes("mainextensions")) ?? [];
    const [, then] = gates.find(([id]) => id.includes("migrate")) ?? [];
    expect(first).toBeDefined();
    expect(then?.["DependsOn"]).toContain(first);
  });

  it("gates a release by the job's task, and gives it time to start and to stop", () => {
    release.hasResourceProperties(GATE, {
      ServiceTimeout: "1500",
      Container: "migrate",
      TaskDefinition: { Ref: Match.stringLikeRegexp("^migrateTaskDefinition") },
      AssignPublicIp: "DISABLED",
      Subnets: [Match.anyValue(), Match.anyValue(), Match.anyValue()],
    });
  });

  it("hears of the end of the tasks that the gate has started, and of no others", () => {
    release.hasResourceProperties(RULE, {
      EventPattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: { clusterArn: [Match.anyValue()], lastStatus: ["STOPPED"], startedBy: ["release-gate"] },
      },
    });
  });

  it("starts the task only when its permissions and the rule for its end are there", () => {
    release.hasResource(GATE, {
      DependsOn: Match.arrayWith([
        Match.stringLikeRegexp("^ReleaseGateEndedAllowEventRule"),
        Match.stringLikeRegexp("^ReleaseGateRoleDefaultPolicy"),
        Match.stringLikeRegexp("^TimeoutsStartedmigrate"),
      ]),
    });
  });

  it("lets the gate run this job in this cluster and hand over these two roles, nothing more", () => {
    release.hasResourceProperties("AWS::IAM::Policy", {
      PolicyName: Match.stringLikeRegexp("^ReleaseGateRole"),
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Action: ["logs:CreateLogStream", "logs:PutLogEvents"] }),
          Match.objectLike({ Action: "ecs:DescribeTasks" }),
          Match.objectLike({ Action: "ecs:RunTask", Condition: { ArnEquals: { "ecs:cluster": Match.anyValue() } } }),
          Match.objectLike({
            Action: "ecs:TagResource",
            Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
          }),
          Match.objectLike({
            Action: "iam:PassRole",
            Resource: [Match.anyValue(), Match.anyValue()],
            Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
          }),
        ],
      },
    });
  });

  it("runs the gate's function on the current Node, on ARM, in no VPC", () => {
    release.hasResourceProperties("AWS::Lambda::Function", {
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      VpcConfig: Match.absent(),
    });
  });

  it("stops a job's task after its time, whoever has started it", () => {
    release.hasResourceProperties(RULE, {
      EventPattern: {
        detail: Match.objectLike({ group: ["family:llm-proxy-prod-migrate"], lastStatus: ["RUNNING"] }),
      },
      Targets: [
        Match.objectLike({
          InputTransformer: Match.objectLike({ InputTemplate: '{"task":<detail-taskArn>,"timeoutSeconds":900}' }),
        }),
      ],
    });
  });

  it("gives a start up that failed once the next one is near", () => {
    withJobs({
      ...nightly,
      trigger: { kind: "schedule", expression: "rate(1 minute)", timezone: "UTC" },
    }).hasResourceProperties("AWS::Scheduler::Schedule", {
      Target: Match.objectLike({ RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 10 } }),
    });
  });

  it("keeps every line of a job's log, for the job waits for it", () => {
    release.hasResourceProperties("AWS::ECS::TaskDefinition", {
      Family: "llm-proxy-prod-migrate",
      ContainerDefinitions: [
        Match.objectLike({ LogConfiguration: Match.objectLike({ Options: Match.objectLike({ mode: "blocking" }) }) }),
      ],
    });
  });

  it("starts a scheduled job in its time zone, and puts aside a start that failed", () => {
    const template = withJobs(nightly);
    template.hasResourceProperties("AWS::Scheduler::Schedule", {
      Name: "llm-proxy-prod-prune",
      ScheduleExpression: "cron(0 3 * * ? *)",
      ScheduleExpressionTimezone: "Europe/Berlin",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: Match.objectLike({
        DeadLetterConfig: { Arn: Match.anyValue() },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 10 },
        EcsParameters: Match.objectLike({ LaunchType: "FARGATE", TaskCount: 1 }),
      }),
    });
    template.hasResourceProperties("AWS::SQS::Queue", {
      QueueName: "llm-proxy-prod-prune-failed-runs",
      SqsManagedSseEnabled: true,
    });
    template.resourceCountIs(GATE, 0);
  });

  it("puts aside the run of a scheduled job that did not end by itself and well", () => {
    const template = withJobs(nightly);
    template.hasResourceProperties("AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          group: ["family:llm-proxy-prod-prune"],
          lastStatus: ["STOPPED"],
          $or: [
            { stopCode: [{ "anything-but": "EssentialContainerExited" }] },
            { containers: { name: ["prune"], exitCode: [{ "anything-but": 0 }] } },
          ],
        },
      },
      Targets: [Match.objectLike({ Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("DeadLetters"), "Arn"] } })],
    });
    template.hasResourceProperties("AWS::SQS::QueuePolicy", {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Condition: { ArnEquals: { "aws:SourceArn": Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  it("only defines the task of a job that runs on demand", () => {
    const template = withJobs(aResolvedJob({ trigger: { kind: "on-demand" } }));
    template.resourceCountIs("AWS::ECS::TaskDefinition", 1);
    template.resourceCountIs(GATE, 0);
    template.resourceCountIs("AWS::Scheduler::Schedule", 0);
    template.resourceCountIs("AWS::Lambda::Function", 0);
  });

  it("is no more than the cluster without jobs", () => {
    const template = withJobs();
    template.resourceCountIs("AWS::ECS::Cluster", 1);
    template.resourceCountIs("AWS::StepFunctions::StateMachine", 0);
  });
});
