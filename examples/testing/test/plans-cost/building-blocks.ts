import type { TemplateResource } from "@fairlead/constructs";

/** Resources by logical id: a template's, or a part of one. */
export type Resources = Readonly<Record<string, TemplateResource>>;

interface Tasks {
  readonly cpu: number;
  readonly memory: number;
  readonly tasks: number;
  /** Default: as many as there are. */
  readonly most?: number;
  /** Default: x86, as Fargate has it where nothing is said. */
  readonly arm?: boolean;
  /** Whether each task has an address of its own; default no. */
  readonly isPublic?: boolean;
}

/** A service on Fargate with its log. */
export function fargateService(name: string, { cpu, memory, tasks, most, arm, isPublic }: Tasks): Resources {
  const scaling: Resources =
    most === undefined
      ? {}
      : {
          [`${name}Scaling`]: {
            Type: "AWS::ApplicationAutoScaling::ScalableTarget",
            Properties: {
              MinCapacity: tasks,
              MaxCapacity: most,
              ResourceId: { "Fn::GetAtt": [`${name}Service`, "Name"] },
            },
          },
        };
  return {
    [`${name}Task`]: {
      Type: "AWS::ECS::TaskDefinition",
      Properties: {
        Cpu: String(cpu),
        Memory: String(memory),
        ...(arm === true ? { RuntimePlatform: { CpuArchitecture: "ARM64" } } : {}),
      },
    },
    [`${name}Service`]: {
      Type: "AWS::ECS::Service",
      Properties: {
        TaskDefinition: { Ref: `${name}Task` },
        DesiredCount: tasks,
        LaunchType: "FARGATE",
        NetworkConfiguration: {
          AwsvpcConfiguration: { AssignPublicIp: isPublic === true ? "ENABLED" : "DISABLED" },
        },
      },
    },
    [`${name}Log`]: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 14 } },
    ...scaling,
  };
}

/** Some of a type, all alike. */
export const several = (name: string, count: number, Type: string, Properties = {}): Resources =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}${at + 1}`, { Type, Properties }]));

/** A load balancer for the internet, in so many zones. */
export const loadBalancer = (zones: number): Resources => ({
  Balancer: {
    Type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    Properties: {
      Scheme: "internet-facing",
      Subnets: Array.from({ length: zones }, (_, at) => ({ Ref: `Public${at + 1}` })),
    },
  },
});

/** NAT gateways with their addresses. */
export const natGateways = (count: number): Resources => ({
  ...several("Nat", count, "AWS::EC2::NatGateway"),
  ...several("NatAddress", count, "AWS::EC2::EIP"),
});

/** RDS for PostgreSQL on gp3. */
export const database = (instanceClass: string, gb: number, isMultiAz: boolean): Resources => ({
  Database: {
    Type: "AWS::RDS::DBInstance",
    Properties: {
      Engine: "postgres",
      EngineVersion: "16",
      DBInstanceClass: instanceClass,
      AllocatedStorage: String(gb),
      StorageType: "gp3",
      MultiAZ: isMultiAz,
    },
  },
});

/** Redis by nodes, as the plans say it. */
export const redisNodes = (nodeType: string, nodes: number): Resources => ({
  Cache: {
    Type: "AWS::ElastiCache::ReplicationGroup",
    Properties: { Engine: "redis", CacheNodeType: nodeType, NumCacheClusters: nodes },
  },
});

export const secrets = (count: number): Resources => several("Secret", count, "AWS::SecretsManager::Secret");

export const repositories = (count: number): Resources => several("Repository", count, "AWS::ECR::Repository");

/** A firewall with so many rules. */
export const firewall = (rules: number): Resources => ({
  Firewall: { Type: "AWS::WAFv2::WebACL", Properties: { Rules: Array.from({ length: rules }, () => ({})) } },
});

export const containerInsights = (value: "enabled" | "enhanced"): Resources => ({
  Cluster: {
    Type: "AWS::ECS::Cluster",
    Properties: { ClusterSettings: [{ Name: "containerInsights", Value: value }] },
  },
});
