import type { TemplateResource } from "@fairlead/constructs";
import type { TemplateRuleCase } from "./template-rule-case.js";

type Properties = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, TemplateResource>>;

const ref = (logicalId: string) => ({ Ref: logicalId });
const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });

const task = (container: Properties, more: Properties = {}): TemplateResource =>
  resource("AWS::ECS::TaskDefinition", {
    ContainerDefinitions: [{ Name: "app", Image: "app:1", ...container }],
    ...more,
  });
const service = (properties: Properties = {}): TemplateResource =>
  resource("AWS::ECS::Service", { TaskDefinition: ref("Task"), ...properties });
const runs = (container: Properties, properties: Properties = {}): Resources => ({
  Task: task(container),
  Service: service(properties),
});

/** What scales the service of {@link runs}, and on what. */
const scaled = (MinCapacity: number, MaxCapacity: number, ...metrics: readonly string[]): Resources => ({
  Target: resource("AWS::ApplicationAutoScaling::ScalableTarget", {
    MinCapacity,
    MaxCapacity,
    ResourceId: { "Fn::Join": ["", ["service/main/", { "Fn::GetAtt": ["Service", "Name"] }]] },
  }),
  ...Object.fromEntries(
    metrics.map((PredefinedMetricType) => [
      PredefinedMetricType,
      resource("AWS::ApplicationAutoScaling::ScalingPolicy", {
        ScalingTargetId: ref("Target"),
        TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType } },
      }),
    ]),
  ),
});
const CPU = "ECSServiceAverageCPUUtilization";

const waits = (seconds: number): Resources => ({
  Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
    LoadBalancerAttributes: [{ Key: "idle_timeout.timeout_seconds", Value: String(seconds) }],
  }),
});
const behindCdn = (origin: Properties): Resources => ({
  Distribution: resource("AWS::CloudFront::Distribution", {
    DistributionConfig: {
      Origins: [{ DomainName: { "Fn::GetAtt": ["Balancer", "DNSName"] }, CustomOriginConfig: origin }],
    },
  }),
});

const spot = (...strategy: readonly Properties[]): Properties => ({ CapacityProviderStrategy: strategy });
const SPOT = { CapacityProvider: "FARGATE_SPOT", Weight: 1 };
const ON_DEMAND = { CapacityProvider: "FARGATE", Base: 1, Weight: 0 };

const variables = (length: number): Properties => ({
  Environment: Array.from({ length }, (_, index) => ({ Name: `V_${index}`, Value: "x" })),
});

const asksHealthAt = (HealthCheckPort: string): Resources => ({
  ...runs(
    { PortMappings: [{ ContainerPort: 8080 }] },
    { LoadBalancers: [{ TargetGroupArn: ref("Group"), ContainerPort: 8080 }] },
  ),
  Group: resource("AWS::ElasticLoadBalancingV2::TargetGroup", { HealthCheckPort }),
});

const subnets = (...zones: readonly string[]): Resources =>
  Object.fromEntries(
    zones.map((AvailabilityZone, index) => [`Subnet${index}`, resource("AWS::EC2::Subnet", { AvailabilityZone })]),
  );
const inTwoSubnets = [ref("Subnet0"), ref("Subnet1")];

const MANAGED = { "Fn::GetAtt": ["Database", "MasterUserSecret.SecretArn"] };
const rotated = (more: Resources = {}): Resources => ({
  ...runs({ Secrets: [{ Name: "PGPASSWORD", ValueFrom: ref("Credentials") }] }),
  Credentials: resource("AWS::SecretsManager::Secret"),
  Schedule: resource("AWS::SecretsManager::RotationSchedule", {
    SecretId: ref("Credentials"),
    RotationLambdaARN: { "Fn::GetAtt": ["Rotate", "Arn"] },
  }),
  Rotate: resource("AWS::Lambda::Function", { Role: { "Fn::GetAtt": ["Role", "Arn"] } }),
  Role: resource("AWS::IAM::Role"),
  ...more,
});
const restarting: Resources = {
  Policy: resource("AWS::IAM::Policy", {
    Roles: [ref("Role")],
    PolicyDocument: { Statement: [{ Effect: "Allow", Action: "ecs:UpdateService", Resource: ref("Service") }] },
  }),
};

const secretFrom = (ValueFrom: unknown): Resources => ({ Task: task({ Secrets: [{ Name: "KEY", ValueFrom }] }) });
const joined = (...parts: readonly unknown[]) => ({ "Fn::Join": ["", parts] });
const ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/openai-AbCdEf";

const OWN_GROUP = { "Fn::GetAtt": ["Group", "GroupId"] };
const inGroup = (group: unknown): Properties => ({
  NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: [group] } },
});
const letOut = (group: Properties): Resources => ({
  Group: resource("AWS::EC2::SecurityGroup", group),
  Service: service(inGroup(OWN_GROUP)),
});
const TO_DATABASE: Properties = {
  SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, CidrIp: "10.0.0.0/16" }],
};

/** Of the rules that tell a template of any origin what descriptions can't get wrong. */
export const FOREIGN_TEMPLATE_CASES: readonly TemplateRuleCase[] = [
  {
    code: "CdnCutsBeforeOrigin",
    compliant: [
      { ...waits(60), ...behindCdn({ OriginReadTimeout: 60 }) },
      { Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer"), ...behindCdn({}) },
    ],
    violating: [
      { ...waits(300), ...behindCdn({}) },
      { ...waits(300), ...behindCdn({ OriginReadTimeout: 60 }) },
    ],
  },
  {
    code: "ClonedDatabase",
    compliant: [
      runs({ Image: "ghcr.io/chroma-core/chroma:1.3.0" }),
      runs({ Image: "example/chroma-client:1" }, { DesiredCount: 3 }),
    ],
    violating: [
      runs({ Image: "ghcr.io/chroma-core/chroma:0.5.23" }, { DesiredCount: 2 }),
      { ...runs({ Image: "pgvector/pgvector:pg17" }), ...scaled(1, 3) },
    ],
  },
  {
    code: "DesiredCountFightsScaling",
    compliant: [runs({}, { DesiredCount: 3 }), { ...runs({}), ...scaled(2, 10) }],
    violating: [{ ...runs({}, { DesiredCount: 3 }), ...scaled(2, 10) }],
  },
  {
    code: "EnvironmentDropped",
    compliant: [{ Task: task(variables(100)) }],
    violating: [{ Task: task(variables(101)) }],
  },
  {
    code: "HealthCheckPortMismatch",
    compliant: [asksHealthAt("8080"), asksHealthAt("traffic-port")],
    violating: [asksHealthAt("80")],
  },
  {
    code: "LoneSpotTask",
    compliant: [
      runs({}),
      runs({}, spot(SPOT, ON_DEMAND)),
      runs({}, { ...spot(SPOT), DesiredCount: 2 }),
      { ...runs({}, spot(SPOT)), ...scaled(2, 4) },
    ],
    violating: [
      runs({}, spot(SPOT)),
      runs({}, spot(SPOT, { CapacityProvider: "FARGATE", Weight: 0 })),
      { ...runs({}, { ...spot(SPOT), DesiredCount: 2 }), ...scaled(1, 4) },
    ],
  },
  {
    code: "RetiredContainerImage",
    compliant: [runs({ Image: "rabbitmq:4.2.1" }), runs({ Image: ref("Image") })],
    violating: [runs({ Image: "rabbitmq:3-management" }), runs({ Image: "docker.io/library/node:18-alpine" })],
  },
  {
    code: "RotationForgetsTasks",
    compliant: [
      rotated(restarting),
      rotated({ Service: resource("AWS::ECS::Cluster") }),
      runs({ Secrets: [{ Name: "PGPASSWORD", ValueFrom: ref("Credentials") }] }),
    ],
    violating: [
      rotated(),
      {
        ...runs({ Secrets: [{ Name: "PGPASSWORD", ValueFrom: { "Fn::Join": ["", [MANAGED, ":password::"]] } }] }),
        Database: resource("AWS::RDS::DBInstance", { ManageMasterUserPassword: true }),
      },
    ],
  },
  {
    code: "SecretArnInvalid",
    compliant: [
      secretFrom(ARN),
      secretFrom(`${ARN}:api_key::`),
      secretFrom(ref("Secret")),
      secretFrom(joined(ref("Secret"), ":api_key::")),
      secretFrom(
        joined("arn:", ref("AWS::Partition"), ":secretsmanager:us-east-1:", ref("AWS::AccountId"), ":secret:app"),
      ),
      secretFrom(joined("arn:", ref("AWS::Partition"), ":ssm:us-east-1:1:parameter/app:level")),
      secretFrom("/app/level"),
    ],
    violating: [
      secretFrom(`${ARN}:SecretString:api_key`),
      secretFrom(joined(ref("Secret"), ":api_key")),
      secretFrom(joined("arn:aws:secretsmanager:us-east-1:", ref("AWS::AccountId"), ":secret:app:api_key")),
      secretFrom("arn:aws:secretsmanager:us-east-1:ACCOUNT_ID:secret:app/openai"),
    ],
  },
  {
    code: "StreamsScaledOnCpu",
    compliant: [
      { ...waits(60), ...runs({}, { LoadBalancers: [{}] }), ...scaled(2, 10, CPU) },
      { ...waits(300), ...runs({}), ...scaled(2, 10, CPU) },
      { ...waits(300), ...runs({}, { LoadBalancers: [{}] }), ...scaled(2, 10, CPU, "ALBRequestCountPerTarget") },
    ],
    violating: [
      { ...waits(300), ...runs({}, { LoadBalancers: [{}] }), ...scaled(2, 10, CPU) },
      {
        ...waits(300),
        ...runs({}, { LoadBalancers: [{}] }),
        ...scaled(2, 10, CPU, "ECSServiceAverageMemoryUtilization"),
      },
    ],
  },
  {
    code: "TaskShutIn",
    compliant: [
      letOut({}),
      letOut({ SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0" }] }),
      letOut({ SecurityGroupEgress: [{ IpProtocol: "-1", DestinationSecurityGroupId: "sg-0" }] }),
      { Service: service(inGroup("sg-0123")) },
      { ...letOut(TO_DATABASE), Service: service({ ...inGroup(OWN_GROUP), LaunchType: "EC2" }) },
    ],
    violating: [
      letOut(TO_DATABASE),
      letOut({ SecurityGroupEgress: [{ IpProtocol: "udp", FromPort: 443, ToPort: 443, CidrIp: "0.0.0.0/0" }] }),
    ],
  },
  {
    code: "SubnetGroupInOneZone",
    compliant: [
      {
        ...subnets("us-east-1a", "us-east-1b"),
        Group: resource("AWS::RDS::DBSubnetGroup", { SubnetIds: inTwoSubnets }),
      },
      { Group: resource("AWS::RDS::DBSubnetGroup", { SubnetIds: ref("Subnets") }) },
      { Proxy: resource("AWS::RDS::DBProxy", { VpcSubnetIds: ["subnet-1", "subnet-2"] }) },
    ],
    violating: [
      {
        ...subnets("us-east-1a", "us-east-1a"),
        Group: resource("AWS::RDS::DBSubnetGroup", { SubnetIds: inTwoSubnets }),
      },
      { Proxy: resource("AWS::RDS::DBProxy", { VpcSubnetIds: ["subnet-1"] }) },
    ],
  },
];
