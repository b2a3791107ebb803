import type { JsonRecord } from "../json/json-value.js";
import { getAtt, join, ref, resource } from "./written-resource.js";

/** Name of the template's parameter for a hosted zone, which an app finds and doesn't make. */
export const HOSTED_ZONE = "HostedZoneId";

const group = (): JsonRecord =>
  resource("AWS::ElasticLoadBalancingV2::TargetGroup", {
    VpcId: ref("Vpc"),
    TargetType: "ip",
    Port: 8080,
    Protocol: "HTTP",
  });

const rule = (priority: number, actions: readonly JsonRecord[]): JsonRecord =>
  resource("AWS::ElasticLoadBalancingV2::ListenerRule", {
    ListenerArn: ref("Listener"),
    Priority: priority,
    Conditions: [
      { Field: "path-pattern", PathPatternConfig: { Values: [`/${priority}/*`] } },
      {
        Field: "http-header",
        HttpHeaderConfig: {
          HttpHeaderName: "X-Origin-Verify",
          Values: [join("", "{{resolve:secretsmanager:", ref("Token"), ":SecretString:::}}")],
        },
      },
    ],
    Actions: actions,
  });

/** Load balancer, services, sign-in and firewall of the tried template. */
export const TRIED_SERVICES: JsonRecord = {
  Certificate: resource("AWS::CertificateManager::Certificate", {
    DomainName: "tried.example.com",
    ValidationMethod: "DNS",
    DomainValidationOptions: [{ DomainName: "tried.example.com", HostedZoneId: ref(HOSTED_ZONE) }],
  }),
  Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
    Type: "application",
    Scheme: "internet-facing",
    SecurityGroups: [getAtt("BalancerGroup", "GroupId")],
    Subnets: [ref("SubnetA"), ref("SubnetB")],
    LoadBalancerAttributes: [
      { Key: "access_logs.s3.enabled", Value: "true" },
      { Key: "access_logs.s3.bucket", Value: ref("Bucket") },
    ],
  }),
  Listener: resource("AWS::ElasticLoadBalancingV2::Listener", {
    LoadBalancerArn: ref("Balancer"),
    Port: 443,
    Protocol: "HTTPS",
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    Certificates: [{ CertificateArn: ref("Certificate") }],
    DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404" } }],
  }),
  Blue: group(),
  Green: group(),
  Plain: group(),
  Rule: rule(1, [
    {
      Type: "forward",
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: ref("Blue"), Weight: 1 },
          { TargetGroupArn: ref("Green"), Weight: 0 },
        ],
      },
    },
  ]),
  PlainRule: rule(2, [{ Type: "forward", TargetGroupArn: ref("Plain") }]),
  Record: resource("AWS::Route53::RecordSet", {
    HostedZoneId: ref(HOSTED_ZONE),
    Name: "tried.example.com.",
    Type: "A",
    AliasTarget: {
      DNSName: getAtt("Balancer", "DNSName"),
      HostedZoneId: getAtt("Balancer", "CanonicalHostedZoneID"),
    },
  }),
  RecordOfSite: resource("AWS::Route53::RecordSet", {
    HostedZoneId: ref(HOSTED_ZONE),
    Name: "site.example.com.",
    Type: "A",
    AliasTarget: { DNSName: getAtt("Distribution", "DomainName"), HostedZoneId: "Z2FDTNDATAQYW2" },
  }),
  Firewall: resource("AWS::WAFv2::WebACL", {
    Scope: "REGIONAL",
    DefaultAction: { Allow: {} },
    Rules: [],
    VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: "tried", SampledRequestsEnabled: true },
  }),
  FirewallAssociation: resource("AWS::WAFv2::WebACLAssociation", {
    ResourceArn: ref("Balancer"),
    WebACLArn: getAtt("Firewall", "Arn"),
  }),
  Users: resource("AWS::Cognito::UserPool", {}),
  Client: resource("AWS::Cognito::UserPoolClient", { UserPoolId: ref("Users"), ClientName: "tried" }),
  Cluster: resource("AWS::ECS::Cluster", {
    Configuration: {
      ExecuteCommandConfiguration: {
        KmsKeyId: getAtt("Key", "Arn"),
        LogConfiguration: { CloudWatchLogGroupName: ref("Logs") },
        Logging: "OVERRIDE",
      },
    },
  }),
  Machines: resource("AWS::EC2::LaunchTemplate", {
    LaunchTemplateData: {
      ImageId: "ami-12c6146b",
      InstanceType: "t3.micro",
      SecurityGroupIds: [getAtt("ServiceGroup", "GroupId")],
    },
  }),
  Instances: resource("AWS::AutoScaling::AutoScalingGroup", {
    MinSize: "0",
    MaxSize: "1",
    VPCZoneIdentifier: [ref("SubnetA")],
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: {
          LaunchTemplateId: ref("Machines"),
          Version: getAtt("Machines", "LatestVersionNumber"),
        },
      },
    },
  }),
  Capacity: resource("AWS::ECS::CapacityProvider", {
    AutoScalingGroupProvider: { AutoScalingGroupArn: ref("Instances") },
  }),
  Namespace: resource("AWS::ServiceDiscovery::PrivateDnsNamespace", { Name: "tried.internal", Vpc: ref("Vpc") }),
  Discovery: resource("AWS::ServiceDiscovery::Service", {
    NamespaceId: getAtt("Namespace", "Id"),
    DnsConfig: { DnsRecords: [{ TTL: 10, Type: "A" }], RoutingPolicy: "MULTIVALUE" },
    Name: "tried",
  }),
  TaskPolicy: resource("AWS::IAM::Policy", {
    PolicyName: "tried",
    Roles: [ref("TaskRole")],
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ref("Token") }],
    },
  }),
  Task: resource("AWS::ECS::TaskDefinition", {
    NetworkMode: "awsvpc",
    RequiresCompatibilities: ["FARGATE"],
    Cpu: "256",
    Memory: "512",
    ExecutionRoleArn: getAtt("TaskRole", "Arn"),
    TaskRoleArn: getAtt("TaskRole", "Arn"),
    ContainerDefinitions: [
      {
        Name: "app",
        Image: "public.ecr.aws/docker/library/nginx:1",
        PortMappings: [{ ContainerPort: 8080, Name: "http" }],
        Secrets: [{ Name: "TOKEN", ValueFrom: ref("Token") }],
        LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": ref("Logs") } },
      },
    ],
    Volumes: [
      {
        Name: "files",
        EFSVolumeConfiguration: {
          FilesystemId: ref("Volume"),
          AuthorizationConfig: { AccessPointId: ref("VolumePoint"), IAM: "ENABLED" },
          TransitEncryption: "ENABLED",
        },
      },
    ],
  }),
  TrafficRole: resource("AWS::IAM::Role", {
    AssumeRolePolicyDocument: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" }],
    },
  }),
  Service: resource("AWS::ECS::Service", {
    Cluster: ref("Cluster"),
    TaskDefinition: ref("Task"),
    DesiredCount: 1,
    CapacityProviderStrategy: [{ CapacityProvider: ref("Capacity"), Weight: 1 }],
    LoadBalancers: [
      {
        ContainerName: "app",
        ContainerPort: 8080,
        TargetGroupArn: ref("Blue"),
        AdvancedConfiguration: {
          AlternateTargetGroupArn: ref("Green"),
          ProductionListenerRule: ref("Rule"),
          RoleArn: getAtt("TrafficRole", "Arn"),
        },
      },
    ],
    NetworkConfiguration: {
      AwsvpcConfiguration: { Subnets: [ref("SubnetA")], SecurityGroups: [getAtt("ServiceGroup", "GroupId")] },
    },
    ServiceConnectConfiguration: {
      Enabled: true,
      Namespace: getAtt("Namespace", "Arn"),
      LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": ref("Logs") } },
    },
    ServiceRegistries: [{ RegistryArn: getAtt("Discovery", "Arn") }],
  }),
  Scaling: resource("AWS::ApplicationAutoScaling::ScalableTarget", {
    MinCapacity: 1,
    MaxCapacity: 2,
    ResourceId: join("", "service/", ref("Cluster"), "/", getAtt("Service", "Name")),
    ScalableDimension: "ecs:service:DesiredCount",
    ServiceNamespace: "ecs",
  }),
};
