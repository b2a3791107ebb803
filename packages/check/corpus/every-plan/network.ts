import type { Mistake } from "../mistake.js";
import {
  attribute,
  foreignApp,
  inSubnets,
  ref,
  resource,
  type Resources,
  serviceWith,
  taskWith,
} from "./foreign-app.js";

/** A mistake of a template that no description has. */
const found = (finding: string, changes: Resources) =>
  ({ kind: "found", in: foreignApp(changes), finding, on: null }) as const;

const endpoint = (name: string) =>
  resource("AWS::EC2::VPCEndpoint", { ServiceName: `com.amazonaws.us-east-1.${name}` });
const cutOff: Resources = {
  PrivateARoute: resource("AWS::EC2::InternetGateway"),
  PrivateBRoute: resource("AWS::EC2::InternetGateway"),
};

/** Ports that disagree, zones that lack, ways that don't lead anywhere. */
export const NETWORK: readonly Mistake[] = [
  {
    id: "port-of-the-container",
    mistake: "The service registers port 3040, the container opens 8080: ECS refuses the service.",
    outcome: found(
      "TargetGroupPortMismatch",
      serviceWith({ LoadBalancers: [{ ContainerName: "api", ContainerPort: 3040, TargetGroupArn: ref("Targets") }] }),
    ),
  },
  {
    id: "port-of-the-security-group",
    mistake: "The container listens on 3040, the security groups let 8080 through: no target ever becomes healthy.",
    outcome: found("UnreachableTargets", {
      ...taskWith({ PortMappings: [{ ContainerPort: 3040 }] }),
      ...serviceWith({
        LoadBalancers: [{ ContainerName: "api", ContainerPort: 3040, TargetGroupArn: ref("Targets") }],
      }),
    }),
  },
  {
    id: "port-of-the-health-check",
    mistake: "Requests go to 8080, the health check asks 80, where nothing listens.",
    outcome: found("HealthCheckPortMismatch", {
      Targets: resource("AWS::ElasticLoadBalancingV2::TargetGroup", { Port: 8080, HealthCheckPort: "80" }),
    }),
  },
  {
    id: "load-balancer-in-one-zone",
    mistake: "Development has one zone: AWS refuses the load balancer.",
    outcome: found("LoadBalancerInOneZone", {
      Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
        Subnets: [ref("PublicASubnet")],
        SecurityGroups: [attribute("BalancerGroup", "GroupId")],
      }),
    }),
  },
  {
    id: "database-in-one-zone",
    mistake: "The two subnets of the database lie in one zone: RDS refuses the subnet group.",
    outcome: found("SubnetGroupInOneZone", {
      DataSubnets: resource("AWS::RDS::DBSubnetGroup", { SubnetIds: [ref("PrivateASubnet"), ref("PublicASubnet")] }),
    }),
  },
  {
    id: "no-way-out",
    mistake: "Private subnets, no NAT and no endpoints: the image can't be pulled, and no task starts.",
    outcome: found("TaskWithoutWayOut", cutOff),
  },
  {
    id: "endpoints-for-the-image-alone",
    mistake:
      "There are endpoints for the registry, none for Secrets Manager and the logs: the image arrives, and the task doesn't start.",
    outcome: found("TaskWithoutWayOut", {
      ...cutOff,
      Api: endpoint("ecr.api"),
      Layers: endpoint("ecr.dkr"),
      Files: endpoint("s3"),
    }),
  },
  {
    id: "public-subnet-without-address",
    mistake: "The tasks are in public subnets and carry no public address: an internet gateway is no way out for them.",
    outcome: found(
      "TaskWithoutWayOut",
      serviceWith({ NetworkConfiguration: inSubnets("PublicASubnet", "PublicBSubnet") }),
    ),
  },
  {
    id: "shut-in-by-its-group",
    mistake: "The tasks' security group lets out to the database alone: neither image nor secrets can be fetched.",
    outcome: found("TaskShutIn", {
      TaskGroup: resource("AWS::EC2::SecurityGroup", {
        SecurityGroupIngress: [
          {
            IpProtocol: "tcp",
            FromPort: 8080,
            ToPort: 8080,
            SourceSecurityGroupId: attribute("BalancerGroup", "GroupId"),
          },
        ],
        SecurityGroupEgress: [{ IpProtocol: "tcp", FromPort: 5432, ToPort: 5432, CidrIp: "10.0.0.0/16" }],
      }),
    }),
  },
  {
    id: "stream-longer-than-cloudfront",
    mistake: "The load balancer waits five minutes for a model, CloudFront before it thirty seconds.",
    outcome: found("CdnCutsBeforeOrigin", {
      Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
        LoadBalancerAttributes: [{ Key: "idle_timeout.timeout_seconds", Value: "300" }],
      }),
      Distribution: resource("AWS::CloudFront::Distribution", {
        DistributionConfig: { Origins: [{ DomainName: attribute("Balancer", "DNSName"), CustomOriginConfig: {} }] },
      }),
    }),
  },
];
