import type { TemplateResource } from "@fairlead/constructs";
import type { StackContents } from "../../src/testing/an-assembly.js";

export type Properties = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, TemplateResource>>;

export const ref = (logicalId: string) => ({ Ref: logicalId });
export const attribute = (logicalId: string, name: string) => ({ "Fn::GetAtt": [logicalId, name] });
export const resource = (Type: string, Properties: Properties = {}): TemplateResource => ({ Type, Properties });

const tcp = (port: number, peer: Properties): Properties => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  ...peer,
});

const subnet = (id: string, zone: string, route: Properties): Resources => ({
  [`${id}Subnet`]: resource("AWS::EC2::Subnet", { AvailabilityZone: zone }),
  [`${id}Table`]: resource("AWS::EC2::RouteTable"),
  [`${id}Association`]: resource("AWS::EC2::SubnetRouteTableAssociation", {
    SubnetId: ref(`${id}Subnet`),
    RouteTableId: ref(`${id}Table`),
  }),
  [`${id}Route`]: resource("AWS::EC2::Route", {
    RouteTableId: ref(`${id}Table`),
    DestinationCidrBlock: "0.0.0.0/0",
    ...route,
  }),
});

/** The network of it: two zones, a public and a private subnet in each. */
const NETWORK: Resources = {
  ...subnet("PublicA", "us-east-1a", { GatewayId: ref("Gateway") }),
  ...subnet("PublicB", "us-east-1b", { GatewayId: ref("Gateway") }),
  ...subnet("PrivateA", "us-east-1a", { NatGatewayId: ref("NatA") }),
  ...subnet("PrivateB", "us-east-1b", { NatGatewayId: ref("NatB") }),
  Gateway: resource("AWS::EC2::InternetGateway"),
  NatA: resource("AWS::EC2::NatGateway", { SubnetId: ref("PublicASubnet") }),
  NatB: resource("AWS::EC2::NatGateway", { SubnetId: ref("PublicBSubnet") }),
  BalancerGroup: resource("AWS::EC2::SecurityGroup", {
    SecurityGroupIngress: [tcp(443, { CidrIp: "0.0.0.0/0" })],
    SecurityGroupEgress: [tcp(8080, { DestinationSecurityGroupId: attribute("TaskGroup", "GroupId") })],
  }),
  TaskGroup: resource("AWS::EC2::SecurityGroup", {
    SecurityGroupIngress: [tcp(8080, { SourceSecurityGroupId: attribute("BalancerGroup", "GroupId") })],
    SecurityGroupEgress: [tcp(443, { CidrIp: "0.0.0.0/0" })],
  }),
};

const CONTAINER: Properties = {
  Name: "api",
  Image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:4f0c2d1",
  PortMappings: [{ ContainerPort: 8080 }],
  LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": ref("Logs") } },
  Secrets: [{ Name: "API_KEY", ValueFrom: ref("ApiKey") }],
};

/** The task definition with some properties of its one container changed. */
export const taskWith = (container: Properties, more: Properties = {}): Resources => ({
  Task: resource("AWS::ECS::TaskDefinition", {
    RequiresCompatibilities: ["FARGATE"],
    Cpu: "512",
    Memory: "1024",
    ExecutionRoleArn: attribute("ExecutionRole", "Arn"),
    TaskRoleArn: attribute("TaskRole", "Arn"),
    ContainerDefinitions: [{ ...CONTAINER, ...container }],
    ...more,
  }),
});

/** The service with some properties changed. */
export const serviceWith = (properties: Properties): Resources => ({
  Service: resource("AWS::ECS::Service", {
    TaskDefinition: ref("Task"),
    LoadBalancers: [{ ContainerName: "api", ContainerPort: 8080, TargetGroupArn: ref("Targets") }],
    NetworkConfiguration: inSubnets("PrivateASubnet", "PrivateBSubnet"),
    ...properties,
  }),
});

/** Where the tasks of the service are, without public addresses. */
export const inSubnets = (...ids: readonly string[]): Properties => ({
  AwsvpcConfiguration: {
    Subnets: ids.map(ref),
    SecurityGroups: [attribute("TaskGroup", "GroupId")],
    AssignPublicIp: "DISABLED",
  },
});

/** What scales the service, and on what. */
export const scaledOn = (range: Properties, ...metrics: readonly string[]): Resources => ({
  Scaling: resource("AWS::ApplicationAutoScaling::ScalableTarget", {
    ...range,
    ResourceId: { "Fn::Join": ["/", ["service", ref("Cluster"), attribute("Service", "Name")]] },
  }),
  ...Object.fromEntries(
    metrics.map((metric, index) => [
      `Scaling${index}`,
      resource("AWS::ApplicationAutoScaling::ScalingPolicy", {
        ScalingTargetId: ref("Scaling"),
        TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: metric } },
      }),
    ]),
  ),
});

/** Lets a role of the templates read the one secret. */
export const readBy = (role: string): Resources => ({
  Policy: resource("AWS::IAM::Policy", {
    Roles: [ref(role)],
    PolicyDocument: {
      Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ref("ApiKey") }],
    },
  }),
});

const APP: Resources = {
  ...NETWORK,
  ...taskWith({}),
  ...serviceWith({}),
  ...readBy("ExecutionRole"),
  Cluster: resource("AWS::ECS::Cluster"),
  Logs: resource("AWS::Logs::LogGroup", { RetentionInDays: 30 }),
  ApiKey: resource("AWS::SecretsManager::Secret"),
  ExecutionRole: resource("AWS::IAM::Role"),
  TaskRole: resource("AWS::IAM::Role"),
  Targets: resource("AWS::ElasticLoadBalancingV2::TargetGroup", {
    TargetType: "ip",
    Port: 8080,
    HealthCheckPath: "/health",
  }),
  Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
    Scheme: "internet-facing",
    Subnets: [ref("PublicASubnet"), ref("PublicBSubnet")],
    SecurityGroups: [attribute("BalancerGroup", "GroupId")],
  }),
};

/** A small CDK app that never heard of Fairlead, with some of its resources changed; without any change nothing is wrong with it. */
export const foreignApp = (changes: Resources = {}): StackContents => ({ Shop: { resources: { ...APP, ...changes } } });
