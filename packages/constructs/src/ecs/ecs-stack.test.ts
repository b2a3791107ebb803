import type { ResolvedApp, ResolvedRollout, ResolvedService } from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedService } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Capture, Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { nearestAddress } from "../assembly/address-metadata.js";
import { type AppStacks, buildStacks } from "../stacks/build-stacks.js";

const SERVICE = "AWS::ECS::Service";
const TASK = "AWS::ECS::TaskDefinition";
const POLICY = "AWS::ApplicationAutoScaling::ScalingPolicy";

const limits = { minimumHealthyPercent: 100, maximumPercent: 200, rollbackOnAlarms: true } as const;

/** Without the connections of parts that the test has taken away. */
function build(app: ResolvedApp): AppStacks {
  const parts = new Set([
    "ingress",
    ...app.jobs.map(({ name }) => `jobs.${name}`),
    ...app.services.map(({ name }) => `services.${name}`),
  ]);
  const connections = app.connections.filter(
    ({ from, to }) => parts.has(from) && (!to.startsWith("services.") || parts.has(to)),
  );
  return buildStacks(new App({ context: { ...appContext() } }), { ...app, connections });
}

const synthesize = (app: ResolvedApp): Template => Template.fromStack(build(app).ecs);

const withApi = (change: Partial<ResolvedService>): Template =>
  synthesize(aResolvedApp({ services: [aResolvedApi(change)] }));

const withWorker = (change: Partial<ResolvedService>, app: Partial<ResolvedApp> = {}): Template =>
  synthesize(aResolvedApp({ services: [aResolvedService(change)], ingress: null, ...app }));

const theApp = (properties: object) => ({ ContainerDefinitions: Match.arrayWith([Match.objectLike(properties)]) });

describe("EcsStack", () => {
  let production: Template;
  beforeAll(() => {
    production = synthesize(aResolvedApp());
  });

  it("waits for the stack that holds the release gate, and for the load balancer", () => {
    const { ecs, jobs, alb } = build(aResolvedApp());
    expect(ecs.dependencies).toEqual(expect.arrayContaining([jobs, alb]));
    expect(jobs.releaseGate?.gates.has("migrate")).toBe(true);
  });

  it("runs at least two tasks of the proxy over the subnets of all three zones", () => {
    production.hasResourceProperties("AWS::ApplicationAutoScaling::ScalableTarget", {
      MinCapacity: 2,
      MaxCapacity: 10,
    });
    const subnets = new Capture();
    production.hasResourceProperties(SERVICE, {
      ServiceName: "proxy",
      AvailabilityZoneRebalancing: "ENABLED",
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "DISABLED", Subnets: subnets } },
    });
    expect(subnets.asArray()).toHaveLength(3);
  });

  it("leaves the number of a scaled service's tasks to autoscaling, and states that of a fixed one", () => {
    production.allResourcesProperties(SERVICE, { DesiredCount: Match.absent() });
    const scaling = { ...aResolvedService().scaling, minTasks: 1, maxTasks: 1 };
    const fixed = withWorker({ scaling });
    fixed.hasResourceProperties(SERVICE, { DesiredCount: 1 });
    fixed.resourceCountIs("AWS::ApplicationAutoScaling::ScalableTarget", 0);
  });

  it("scales the proxy on its CPU and on requests per task over all its target groups", () => {
    production.hasResourceProperties(POLICY, {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 70,
        ScaleOutCooldown: 120,
        ScaleInCooldown: 600,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
      },
    });
    production.hasResourceProperties(POLICY, {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 500,
        CustomizedMetricSpecification: {
          Metrics: Match.arrayWith([Match.objectLike({ Expression: "SUM([m0, m1, m2, m3])", ReturnData: true })]),
        },
      },
    });
  });

  it("scales a rolling service on AWS's own request metric", () => {
    withApi({ rollout: { strategy: "rolling", ...limits } }).hasResourceProperties(POLICY, {
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: {
          PredefinedMetricType: "ALBRequestCountPerTarget",
          ResourceLabel: Match.anyValue(),
        },
      },
    });
  });

  it("scales on memory when the description says so", () => {
    const scaling = { ...aResolvedService().scaling, cpuPercent: null, memoryPercent: 75 };
    const template = withWorker({ scaling });
    template.resourceCountIs(POLICY, 1);
    template.hasResourceProperties(POLICY, {
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 75,
        PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageMemoryUtilization" },
      },
    });
  });

  // Where two revisions answer side by side, each has an alarm.
  const alarmsOf = ({ strategy }: ResolvedRollout): string[] =>
    strategy === "rolling" ? ["llm-proxy-prod-proxy-5xx"] : ["llm-proxy-prod-proxy-5xx", "llm-proxy-prod-proxy-5xx-2"];

  it.each<[ResolvedRollout, object]>([
    [{ strategy: "rolling", ...limits }, { Strategy: "ROLLING" }],
    [
      { strategy: "blue-green", bakeMinutes: 10, smokeJob: null, approvalMinutes: null, ...limits },
      { Strategy: "BLUE_GREEN", BakeTimeInMinutes: 10 },
    ],
    [
      {
        strategy: "linear",
        stepPercent: 25,
        stepMinutes: 3,
        bakeMinutes: 10,
        smokeJob: null,
        approvalMinutes: null,
        ...limits,
      },
      {
        Strategy: "LINEAR",
        BakeTimeInMinutes: 10,
        LinearConfiguration: { StepPercent: 25, StepBakeTimeInMinutes: 3 },
      },
    ],
    [
      {
        strategy: "canary",
        canaryPercent: 10,
        canaryMinutes: 5,
        bakeMinutes: 15,
        smokeJob: null,
        approvalMinutes: null,
        ...limits,
      },
      {
        Strategy: "CANARY",
        BakeTimeInMinutes: 15,
        CanaryConfiguration: { CanaryPercent: 10, CanaryBakeTimeInMinutes: 5 },
      },
    ],
  ])("releases by %j, with circuit breaker and alarms that roll back", (rollout, configuration) => {
    withApi({ rollout }).hasResourceProperties(SERVICE, {
      DeploymentConfiguration: {
        ...configuration,
        MinimumHealthyPercent: 100,
        MaximumPercent: 200,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        Alarms: { AlarmNames: alarmsOf(rollout), Enable: true, Rollback: true },
      },
    });
  });

  it("shifts the traffic of both routes, each with its own pair and its own rule", () => {
    const rules = [new Capture(), new Capture()];
    production.hasResourceProperties(SERVICE, {
      ServiceName: "proxy",
      LoadBalancers: rules.map((rule) => ({
        ContainerName: "proxy",
        ContainerPort: 8080,
        TargetGroupArn: Match.anyValue(),
        AdvancedConfiguration: {
          AlternateTargetGroupArn: Match.anyValue(),
          ProductionListenerRule: rule,
          RoleArn: Match.anyValue(),
        },
      })),
    });
    expect(new Set(rules.map((rule) => JSON.stringify(rule.asObject()))).size).toBe(2);
    production.hasResourceProperties("AWS::IAM::Role", {
      ManagedPolicyArns: [
        {
          "Fn::Join": [
            "",
            ["arn:", { Ref: "AWS::Partition" }, ":iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"],
          ],
        },
      ],
    });
  });

  it("deploys a service anew when a rule that ECS writes to is written by CloudFormation", () => {
    const nonceWith = (sourceCidrs: readonly string[]): string => {
      const app = aResolvedApp();
      const nonce = new Capture();
      const routes =
        app.ingress?.routes.map((route) => (route.priority === 20100 ? { ...route, sourceCidrs } : route)) ?? [];
      synthesize({ ...app, ingress: app.ingress === null ? null : { ...app.ingress, routes } }).hasResourceProperties(
        SERVICE,
        { ForceNewDeployment: { EnableForceNewDeployment: true, ForceNewDeploymentNonce: nonce } },
      );
      return nonce.asString();
    };
    expect(nonceWith(["203.0.113.0/24"])).toBe(nonceWith(["203.0.113.0/24"]));
    expect(nonceWith(["203.0.113.0/24"])).not.toBe(nonceWith(["198.51.100.0/24"]));
  });

  it("registers a rolling service with one target group and needs no role for it", () => {
    const template = withApi({ rollout: { strategy: "rolling", ...limits } });
    template.hasResourceProperties(SERVICE, {
      LoadBalancers: [{ ContainerName: "proxy", ContainerPort: 8080, AdvancedConfiguration: Match.absent() }],
      HealthCheckGracePeriodSeconds: 60,
    });
    expect(JSON.stringify(template.toJSON())).not.toContain("AmazonECSInfrastructureRolePolicyForLoadBalancers");
  });

  it("leaves alarms out of the deployment when the description does", () => {
    withApi({ rollout: { strategy: "rolling", ...limits, rollbackOnAlarms: false } }).hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Alarms: Match.absent() },
    });
  });

  it("makes the alarms that roll back itself where there is no load balancer's stack", () => {
    const app = aResolvedApp();
    const template = withWorker(
      {},
      {
        observability: {
          ...app.observability,
          alarms: app.observability.alarms.map((alarm) => ({
            ...alarm,
            subject: "services.dispatcher",
            metric: { kind: "service-cpu-percent" },
          })),
        },
      },
    );
    template.resourceCountIs("AWS::CloudWatch::Alarm", 1);
    template.hasResourceProperties(SERVICE, {
      DeploymentConfiguration: { Alarms: { AlarmNames: ["llm-proxy-prod-proxy-5xx"] } },
    });
  });

  it("runs on demand up to the base and on Spot above it", () => {
    withWorker({
      capacity: { kind: "fargate-spot", onDemandBase: 1, onDemandWeight: 1, spotWeight: 3 },
    }).hasResourceProperties(SERVICE, {
      LaunchType: Match.absent(),
      CapacityProviderStrategy: [
        { CapacityProvider: "FARGATE", Base: 1, Weight: 1 },
        { CapacityProvider: "FARGATE_SPOT", Weight: 3 },
      ],
    });
  });

  it.each(["ARM64", "X86_64"] as const)("runs on %s", (CpuArchitecture) => {
    const architecture = CpuArchitecture === "ARM64" ? "arm64" : "x86_64";
    withWorker({ architecture }).hasResourceProperties(TASK, { RuntimePlatform: { CpuArchitecture } });
  });

  it("gives a task the size that was decided, and more storage only above what is free", () => {
    production.hasResourceProperties(TASK, { Cpu: "512", Memory: "1024", EphemeralStorage: Match.absent() });
    withWorker({ ephemeralStorageGib: 40 }).hasResourceProperties(TASK, { EphemeralStorage: { SizeInGiB: 40 } });
  });

  it("has a public address in public subnets, where there is no NAT", () => {
    const { network } = aResolvedApp();
    withWorker({}, { network: { ...network, nat: { kind: "none" }, taskSubnets: "public" } }).hasResourceProperties(
      SERVICE,
      { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: "ENABLED" } } },
    );
  });

  it("stops a container by its own timeout, checks its health and keeps its log from stalling it", () => {
    production.hasResourceProperties(
      TASK,
      theApp({
        Name: "proxy",
        StopTimeout: 120,
        HealthCheck: Match.objectLike({ Command: ["CMD", "node", "dist/main.js", "health"] }),
        LogConfiguration: Match.objectLike({ Options: Match.objectLike({ mode: "non-blocking" }) }),
        PortMappings: [{ ContainerPort: 8080, Name: "proxy", Protocol: "tcp" }],
      }),
    );
  });

  it("keeps the root read-only, and the named folders writable for whichever user the image has", () => {
    production.hasResourceProperties(
      TASK,
      theApp({
        Name: "dispatcher",
        ReadonlyRootFilesystem: true,
        LinuxParameters: Match.objectLike({
          InitProcessEnabled: true,
          Tmpfs: [{ ContainerPath: "/tmp", Size: 256, MountOptions: ["nodev", "noexec", "nosuid"] }],
        }),
      }),
    );
    withWorker({ readonlyRootFilesystem: false }).hasResourceProperties(
      TASK,
      theApp({ LinuxParameters: Match.objectLike({ Tmpfs: Match.absent() }) }),
    );
  });

  it("lets someone in by ECS Exec, and gives the agent its folders on a read-only root", () => {
    production.hasResourceProperties(SERVICE, { ServiceName: "dispatcher", EnableExecuteCommand: true });
    production.hasResourceProperties(
      TASK,
      theApp({
        Name: "dispatcher",
        MountPoints: Match.arrayWith([Match.objectLike({ ContainerPath: "/managed-agents" })]),
      }),
    );
  });

  it("keeps everyone out when ECS Exec is off: no permission, no folder", () => {
    const template = withWorker({ exec: false });
    template.hasResourceProperties(SERVICE, { EnableExecuteCommand: false });
    expect(JSON.stringify(template.toJSON())).not.toContain("ssmmessages");
    template.hasResourceProperties(TASK, { Volumes: Match.absent() });
  });

  it("puts a collector beside a traced app that listens to this task alone and whose end ends nothing", () => {
    const config = new Capture();
    production.hasResourceProperties(
      TASK,
      theApp({
        Name: "trace-collector",
        Essential: false,
        Memory: 128,
        Image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0",
        Environment: [{ Name: "AOT_CONFIG_CONTENT", Value: config }],
      }),
    );
    expect(JSON.parse(config.asString())).toMatchObject({
      receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:4318" } } } },
      service: { pipelines: { traces: { exporters: ["awsxray"] } } },
    });
    production.hasResourceProperties(
      TASK,
      theApp({
        Name: "proxy",
        Environment: Match.arrayWith([{ Name: "OTEL_EXPORTER_OTLP_ENDPOINT", Value: "http://localhost:4318" }]),
      }),
    );
  });

  it("lets the description's word on tracing stand", () => {
    const own = { name: "OTEL_SERVICE_NAME", value: { kind: "literal", value: "mine" } } as const;
    withWorker({ environment: [own] }).hasResourceProperties(
      TASK,
      theApp({ Environment: Match.arrayWith([{ Name: "OTEL_SERVICE_NAME", Value: "mine" }]) }),
    );
  });

  it("has no collector and no right to send traces when tracing is off", () => {
    const text = JSON.stringify(withWorker({ tracing: false }).toJSON());
    expect(text).not.toContain("trace-collector");
    expect(text).not.toContain("xray:");
  });

  it("takes the image's digest as a parameter without a default, so that nothing runs that nobody pushed", () => {
    production.hasParameter("ProxyImageDigest", { Default: Match.absent(), AllowedPattern: "^sha256:[a-f0-9]{64}$" });
  });

  it("makes each log group before the tasks, encrypted and kept as long as the tier says", () => {
    production.hasResourceProperties("AWS::Logs::LogGroup", {
      LogGroupName: "/llm-proxy/prod/proxy",
      RetentionInDays: 180,
      KmsKeyId: Match.anyValue(),
    });
  });

  it("marks everything of a service with its address", () => {
    const { services } = build(aResolvedApp()).ecs;
    const addresses = [...services.values()].flatMap((service) => service.node.findAll().map(nearestAddress));
    expect(new Set(addresses)).toEqual(new Set(["services.dispatcher", "services.proxy"]));
  });
});
