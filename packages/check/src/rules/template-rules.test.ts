import type { TemplateResource } from "@fairlead/constructs";
import { describe, expect, it } from "vitest";
import { TemplateGraph } from "../templates/template-graph.js";
import { anAssembly, type StackContents } from "../testing/an-assembly.js";
import { CDN_TEMPLATE_CASES } from "../testing/cdn-rule-cases.js";
import { DATA_TEMPLATE_CASES } from "../testing/data-rule-cases.js";
import { FOREIGN_TEMPLATE_CASES } from "../testing/foreign-rule-cases.js";
import { REFERENCE_CASES } from "../testing/reference-rule-cases.js";
import type { TemplateRuleCase } from "../testing/template-rule-case.js";
import { TEMPLATE_RULES } from "./template-rules.js";

type Resources = Readonly<Record<string, TemplateResource>>;
type Properties = Readonly<Record<string, unknown>>;

const ref = (logicalId: string) => ({ Ref: logicalId });
const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });

const taskDefinition = (container: Properties, more: Properties = {}): TemplateResource =>
  resource("AWS::ECS::TaskDefinition", {
    ContainerDefinitions: [{ Name: "app", Image: "app:1", ...container }],
    ...more,
  });

const alarm = (properties: Properties): Resources => ({
  Alarm: resource("AWS::CloudWatch::Alarm", {
    AlarmActions: [ref("Topic")],
    Namespace: "AWS/ECS",
    MetricName: "CPUUtilization",
    Dimensions: [{ Name: "ServiceName", Value: "app" }],
    ...properties,
  }),
});

const logTo = (group: unknown): Properties => ({
  LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": group } },
});

const injected = (valueFrom: unknown, statements: readonly Properties[]): Resources => ({
  Token: resource("AWS::SecretsManager::Secret"),
  Other: resource("AWS::SecretsManager::Secret"),
  Role: resource("AWS::IAM::Role"),
  Policy: resource("AWS::IAM::Policy", { Roles: [ref("Role")], PolicyDocument: { Statement: statements } }),
  Task: taskDefinition({ Secrets: [{ Name: "TOKEN", ValueFrom: valueFrom }] }, { ExecutionRoleArn: arn("Role") }),
});
const allow = (Action: unknown, Resource: unknown): Properties => ({ Effect: "Allow", Action, Resource });
const READ = "secretsmanager:GetSecretValue";

const jsonSecret = (valueFrom: unknown): Resources => ({
  Credentials: resource("AWS::SecretsManager::Secret", {
    GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: "password" },
  }),
  Task: taskDefinition({ Secrets: [{ Name: "PGPASSWORD", ValueFrom: valueFrom }] }),
});
const MANAGED = { "Fn::GetAtt": ["Cluster", "MasterUserSecret.SecretArn"] };
const managedByRds = (valueFrom: unknown): Resources => ({
  Cluster: resource("AWS::RDS::DBCluster", { ManageMasterUserPassword: true }),
  Task: taskDefinition({ Secrets: [{ Name: "DATABASE_URL", ValueFrom: valueFrom }] }),
});
const field = (name: string) => ({ "Fn::Join": ["", [ref("Credentials"), `:${name}::`]] });

const network = { AwsvpcConfiguration: { Subnets: [ref("Subnet")], SecurityGroups: [arn("AppGroup")] } };
const service = (port: number): Resources => ({
  Subnet: resource("AWS::EC2::Subnet"),
  AppGroup: resource("AWS::EC2::SecurityGroup", {
    SecurityGroupIngress: [
      { IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: arn("BalancerGroup") },
    ],
  }),
  BalancerGroup: resource("AWS::EC2::SecurityGroup", {
    SecurityGroupEgress: [
      { IpProtocol: "tcp", FromPort: port, ToPort: port, DestinationSecurityGroupId: arn("AppGroup") },
    ],
  }),
  Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
    SecurityGroups: [arn("BalancerGroup")],
    Subnets: [ref("Subnet"), ref("Subnet")],
  }),
  Task: taskDefinition({ PortMappings: [{ ContainerPort: 8080 }] }),
  Service: resource("AWS::ECS::Service", {
    TaskDefinition: ref("Task"),
    LoadBalancers: [{ ContainerName: "app", ContainerPort: 8080 }],
    NetworkConfiguration: network,
  }),
});

const routed: Resources = {
  Subnet: resource("AWS::EC2::Subnet"),
  Table: resource("AWS::EC2::RouteTable"),
  Association: resource("AWS::EC2::SubnetRouteTableAssociation", {
    SubnetId: ref("Subnet"),
    RouteTableId: ref("Table"),
  }),
  Service: resource("AWS::ECS::Service", { NetworkConfiguration: network }),
};
const defaultRoute: Resources = {
  Route: resource("AWS::EC2::Route", {
    RouteTableId: ref("Table"),
    DestinationCidrBlock: "0.0.0.0/0",
    NatGatewayId: ref("Nat"),
  }),
};
const throughGateway: Resources = {
  Route: resource("AWS::EC2::Route", {
    RouteTableId: ref("Table"),
    DestinationCidrBlock: "0.0.0.0/0",
    GatewayId: ref("Gateway"),
  }),
};
const withPublicAddress: Resources = {
  Service: resource("AWS::ECS::Service", {
    NetworkConfiguration: { AwsvpcConfiguration: { ...network.AwsvpcConfiguration, AssignPublicIp: "ENABLED" } },
  }),
};
const logging: Resources = {
  Task: taskDefinition(logTo("/app")),
  Service: resource("AWS::ECS::Service", { TaskDefinition: ref("Task"), NetworkConfiguration: network }),
};
const endpoint = (name: string): TemplateResource =>
  resource("AWS::EC2::VPCEndpoint", {
    ServiceName: { "Fn::Join": ["", ["com.amazonaws.", ref("AWS::Region"), `.${name}`]] },
  });

const CASES: readonly TemplateRuleCase[] = [
  ...CDN_TEMPLATE_CASES,
  ...DATA_TEMPLATE_CASES,
  ...FOREIGN_TEMPLATE_CASES,
  ...REFERENCE_CASES,
  {
    code: "AlarmWithoutAction",
    compliant: [alarm({})],
    violating: [alarm({ AlarmActions: [] }), alarm({ AlarmActions: undefined }), alarm({ ActionsEnabled: false })],
  },
  {
    code: "AlarmWithoutDimensions",
    compliant: [alarm({}), alarm({ Namespace: "app/logs", Dimensions: undefined })],
    violating: [
      alarm({ Dimensions: undefined }),
      alarm({
        MetricName: undefined,
        Metrics: [
          { Id: "rate", Expression: "a * 100" },
          { Id: "a", MetricStat: { Metric: { Namespace: "AWS/RDS", MetricName: "x" } } },
        ],
      }),
    ],
  },
  {
    code: "AutoscalingRangeInverted",
    compliant: [
      { Target: resource("AWS::ApplicationAutoScaling::ScalableTarget", { MinCapacity: 2, MaxCapacity: 2 }) },
    ],
    violating: [
      { Target: resource("AWS::ApplicationAutoScaling::ScalableTarget", { MinCapacity: 3, MaxCapacity: 2 }) },
    ],
  },
  {
    code: "ExecutionRoleMissing",
    compliant: [{ Task: taskDefinition({}) }, { Task: taskDefinition(logTo("x"), { ExecutionRoleArn: "arn" }) }],
    violating: [
      { Task: taskDefinition(logTo("x")) },
      { Task: taskDefinition({ Secrets: [{ Name: "A", ValueFrom: "arn" }] }) },
    ],
  },
  {
    code: "LoadBalancerInOneZone",
    compliant: [
      { Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", { Subnets: [ref("A"), ref("B")] }) },
      { Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", { Type: "network", Subnets: [ref("A")] }) },
    ],
    violating: [
      { Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", { Subnets: [ref("A")] }) },
      {
        A: resource("AWS::EC2::Subnet", { AvailabilityZone: "us-east-1a" }),
        B: resource("AWS::EC2::Subnet", { AvailabilityZone: "us-east-1a" }),
        Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", { Subnets: [ref("A"), ref("B")] }),
      },
    ],
  },
  {
    code: "LogGroupUnknown",
    compliant: [
      { Logs: resource("AWS::Logs::LogGroup", { LogGroupName: "/app" }), Task: taskDefinition(logTo("/app")) },
      { Task: taskDefinition(logTo(ref("Logs"))) },
    ],
    violating: [{ Task: taskDefinition(logTo("/app")) }],
  },
  {
    code: "LogGroupWithoutRetention",
    compliant: [{ Logs: resource("AWS::Logs::LogGroup", { RetentionInDays: 30 }) }],
    violating: [{ Logs: resource("AWS::Logs::LogGroup") }],
  },
  {
    code: "MovingImageTag",
    compliant: [
      { Task: taskDefinition({ Image: "registry:5000/app:1.2" }) },
      { Task: taskDefinition({ Image: `app@sha256:${"0".repeat(64)}` }) },
      { Task: taskDefinition({ Image: { "Fn::Join": ["", ["app@", ref("Digest")]] } }) },
    ],
    violating: [
      { Task: taskDefinition({ Image: "registry:5000/app" }) },
      { Task: taskDefinition({ Image: "app:latest" }) },
    ],
  },
  {
    code: "PlaintextSecretInTemplate",
    compliant: [
      { Task: taskDefinition({ Environment: [{ Name: "LOG_LEVEL", Value: "information" }] }) },
      { Task: taskDefinition({ Environment: [{ Name: "TOKEN_URL", Value: "https://example.com/token" }] }) },
      { Task: taskDefinition({ Environment: [{ Name: "DB_PASSWORD", Value: "{{resolve:secretsmanager:x}}" }] }) },
      {
        Task: taskDefinition({
          Environment: [{ Name: "DATABASE_URL", Value: "postgresql://app:{{resolve:x}}@db/app" }],
        }),
      },
      { Secret: resource("AWS::SecretsManager::Secret", { SecretString: "app:{{resolve:secretsmanager:x}}" }) },
      { Secret: resource("AWS::SecretsManager::Secret", { GenerateSecretString: { PasswordLength: 48 } }) },
    ],
    violating: [
      { Task: taskDefinition({ Environment: [{ Name: "DB_PASSWORD", Value: "correct-horse" }] }) },
      { Task: taskDefinition({ Environment: [{ Name: "DATABASE_URL", Value: "postgresql://app:hunter2@db/app" }] }) },
      { Task: taskDefinition({ Environment: [{ Name: "KEY", Value: `sk-${"a1".repeat(20)}` }] }) },
      { Function: resource("AWS::Lambda::Function", { Environment: { Variables: { API_KEY: "correct-horse" } } }) },
      { Setting: resource("AWS::SSM::Parameter", { Value: `AKIA${"ABCD".repeat(4)}` }) },
      { Secret: resource("AWS::SecretsManager::Secret", { SecretString: '{"COOKIE_KEY":"correct-horse"}' }) },
    ],
  },
  {
    code: "PublicDatabase",
    compliant: [{ Database: resource("AWS::RDS::DBInstance", { PubliclyAccessible: false }) }],
    violating: [
      { Database: resource("AWS::RDS::DBInstance", { PubliclyAccessible: true }) },
      { Database: resource("AWS::RDS::DBCluster", { PubliclyAccessible: "true" }) },
    ],
  },
  {
    code: "SecretFieldMissing",
    compliant: [
      jsonSecret(field("password")),
      jsonSecret("arn:of:another:secret"),
      managedByRds({ "Fn::Join": ["", [MANAGED, ":password::"]] }),
    ],
    violating: [jsonSecret(field("pass")), jsonSecret(ref("Credentials")), managedByRds(MANAGED)],
  },
  {
    code: "StatefulWithoutRetention",
    compliant: [
      { Cluster: resource("AWS::RDS::DBCluster") },
      { Files: { ...resource("AWS::EFS::FileSystem"), DeletionPolicy: "Retain" } },
      { Member: { ...resource("AWS::RDS::DBInstance", { DBClusterIdentifier: "x" }), DeletionPolicy: "Delete" } },
    ],
    violating: [
      { Cluster: { ...resource("AWS::RDS::DBCluster"), DeletionPolicy: "Delete" } },
      { Files: resource("AWS::EFS::FileSystem") },
    ],
  },
  {
    code: "StaticAwsCredentials",
    compliant: [{ Task: taskDefinition({ Environment: [{ Name: "AWS_REGION", Value: "us-east-1" }] }) }],
    violating: [
      { Task: taskDefinition({ Secrets: [{ Name: "AWS_SECRET_ACCESS_KEY", ValueFrom: "arn" }] }) },
      { Keys: resource("AWS::IAM::AccessKey", { UserName: "ci" }) },
    ],
  },
  {
    code: "TargetGroupPortMismatch",
    compliant: [service(8080)],
    violating: [
      { ...service(8080), Task: taskDefinition({ PortMappings: [{ ContainerPort: 3000 }] }) },
      { ...service(8080), Task: taskDefinition({ Name: "other", PortMappings: [{ ContainerPort: 8080 }] }) },
    ],
  },
  {
    code: "TaskDefinitionSecretNotGranted",
    compliant: [
      injected(ref("Token"), [allow(READ, ref("Token"))]),
      injected(ref("Token"), [allow([READ, "secretsmanager:DescribeSecret"], "*")]),
      injected("arn:of:another:secret", []),
    ],
    violating: [
      injected(ref("Token"), []),
      injected(ref("Token"), [allow(READ, ref("Other"))]),
      injected(ref("Token"), [allow("secretsmanager:DescribeSecret", ref("Token"))]),
      injected(ref("Token"), [{ ...allow(READ, ref("Token")), Effect: "Deny" }]),
    ],
  },
  {
    code: "TaskWithoutWayOut",
    compliant: [
      { ...routed, ...defaultRoute },
      { ...routed, A: endpoint("ecr.api"), B: endpoint("ecr.dkr"), C: endpoint("s3") },
      { ...routed, ...throughGateway, ...withPublicAddress },
    ],
    violating: [
      routed,
      { ...routed, A: endpoint("ecr.api") },
      { ...routed, ...throughGateway },
      { ...routed, ...logging, A: endpoint("ecr.api"), B: endpoint("ecr.dkr"), C: endpoint("s3") },
    ],
  },
  {
    code: "UnreachableTargets",
    compliant: [service(8080), { Service: resource("AWS::ECS::Service", { LoadBalancers: [{ ContainerPort: 80 }] }) }],
    violating: [service(8081)],
  },
  {
    code: "WeakTlsPolicy",
    compliant: [
      { Http: resource("AWS::ElasticLoadBalancingV2::Listener", { Protocol: "HTTP" }) },
      {
        Https: resource("AWS::ElasticLoadBalancingV2::Listener", {
          Protocol: "HTTPS",
          SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        }),
      },
    ],
    violating: [
      { Https: resource("AWS::ElasticLoadBalancingV2::Listener", { Protocol: "HTTPS" }) },
      {
        Https: resource("AWS::ElasticLoadBalancingV2::Listener", {
          Protocol: "HTTPS",
          SslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06",
        }),
      },
      {
        Https: resource("AWS::ElasticLoadBalancingV2::Listener", {
          Protocol: "HTTPS",
          SslPolicy: "ELBSecurityPolicy-TLS-1-2-2017-01",
        }),
      },
    ],
  },
  {
    code: "XrayDaemonRetired",
    compliant: [{ Task: taskDefinition({ Image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.47.0" }) }],
    violating: [{ Task: taskDefinition({ Image: "public.ecr.aws/xray/aws-xray-daemon:3.4.0" }) }],
  },
];

const observe = (code: string, stacks: StackContents) => {
  const graph = new TemplateGraph(anAssembly(stacks));
  return TEMPLATE_RULES.filter((rule) => rule.code === code).flatMap((rule) => rule.check(graph));
};
const inOneStack = (code: string, resources: Resources) => observe(code, { app: { resources } });

describe("the rules on templates", () => {
  it("each have a case here", () => {
    expect(CASES.map(({ code }) => code).sort()).toEqual(TEMPLATE_RULES.map(({ code }) => code).sort());
  });

  it.each(CASES)("$code says nothing where all is well", ({ code, compliant }) => {
    for (const resources of compliant) expect(inOneStack(code, resources)).toEqual([]);
  });

  it.each(CASES)("$code is found once in each fault", ({ code, violating }) => {
    for (const resources of violating) expect(inOneStack(code, resources)).toHaveLength(1);
  });

  it("speak in full sentences", () => {
    const messages = CASES.flatMap(({ code, violating }) =>
      violating.flatMap((resources) => inOneStack(code, resources).map(({ message }) => message)),
    );
    for (const message of messages) expect(message).toMatch(/ .*\.$/s);
  });

  it("never show a credential that they found", () => {
    const shown = CASES.find(({ code }) => code === "PlaintextSecretInTemplate")
      ?.violating.flatMap((resources) => inOneStack("PlaintextSecretInTemplate", resources))
      .map(({ message }) => message)
      .join("\n");
    expect(shown).not.toMatch(/correct-horse|hunter2|sk-a1|AKIAABCD/);
  });

  it("follow a value into another stack, by output and by export", () => {
    const secrets = {
      resources: { Token: resource("AWS::SecretsManager::Secret") },
      outputs: { TokenArn: { Value: ref("Token"), Export: { Name: "secrets:TokenArn" } } },
    };
    const byOutput = { "Fn::GetStackOutput": { StackName: "secrets", Region: "us-east-1", OutputName: "TokenArn" } };
    const byExport = { "Fn::ImportValue": "secrets:TokenArn" };
    const code = "TaskDefinitionSecretNotGranted";
    expect(observe(code, { secrets, app: { resources: injected(byOutput, [allow(READ, byExport)]) } })).toEqual([]);
    expect(
      observe(code, { secrets, app: { resources: injected(byOutput, [allow(READ, ref("Other"))]) } }),
    ).toHaveLength(1);
  });

  it("know a parameter by the name in its ARN", () => {
    const parameterArn = {
      "Fn::Join": ["", ["arn:aws:ssm:us-east-1:", ref("AWS::AccountId"), ":parameter/app/level"]],
    };
    const setting = { Setting: resource("AWS::SSM::Parameter", { Name: "/app/level" }) };
    const code = "TaskDefinitionSecretNotGranted";
    expect(
      inOneStack(code, { ...setting, ...injected(parameterArn, [allow("ssm:GetParameters", parameterArn)]) }),
    ).toEqual([]);
    expect(inOneStack(code, { ...setting, ...injected(parameterArn, []) })).toHaveLength(1);
  });
});
