import {
  containerInsights,
  database,
  fargateService,
  firewall,
  loadBalancer,
  natGateways,
  redisNodes,
  repositories,
  type Resources,
  secrets,
  several,
} from "./building-blocks.js";

const aurora = (): Resources => ({
  Database: {
    Type: "AWS::RDS::DBCluster",
    Properties: {
      Engine: "aurora-postgresql",
      ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 },
    },
  },
  Writer: {
    Type: "AWS::RDS::DBInstance",
    Properties: { DBInstanceClass: "db.serverless", DBClusterIdentifier: { Ref: "Database" } },
  },
});

/** LLM Proxy: on Graviton, one node of Redis in its smallest row, two with a replica. */
export const llmProxy = (gateways: number, proxies: number, cacheNodes: number): Resources => ({
  ...fargateService("proxy", { cpu: 256, memory: 512, tasks: proxies, arm: true }),
  ...fargateService("dispatcher", { cpu: 256, memory: 512, tasks: 1, arm: true }),
  ...loadBalancer(2),
  ...natGateways(gateways),
  ...aurora(),
  ...redisNodes("cache.t4g.micro", cacheNodes),
  ...secrets(2),
  ...repositories(1),
  ...several("Zone", 1, "AWS::Route53::HostedZone"),
});

/** Recipe Chatbot: two services that scale, and a NAT gateway in each of two zones. */
export const recipeChatbot: Resources = {
  ...fargateService("backend", { cpu: 512, memory: 1024, tasks: 2, most: 20 }),
  ...fargateService("frontend", { cpu: 256, memory: 512, tasks: 2, most: 10 }),
  ...loadBalancer(2),
  ...natGateways(2),
  ...firewall(1),
  ...containerInsights("enabled"),
  ...secrets(2),
  ...repositories(2),
  ...several("Zone", 1, "AWS::Route53::HostedZone"),
};

const databaseProxy: Resources = {
  Proxy: { Type: "AWS::RDS::DBProxy" },
  ProxyTarget: {
    Type: "AWS::RDS::DBProxyTargetGroup",
    Properties: { DBProxyName: { Ref: "Proxy" }, DBInstanceIdentifiers: [{ Ref: "Database" }] },
  },
};

const postmagiqFront: Resources = {
  ...loadBalancer(2),
  ...databaseProxy,
  ...firewall(1),
  ...containerInsights("enabled"),
  ...secrets(5),
  ...repositories(1),
  ...several("Bucket", 3, "AWS::S3::Bucket"),
  ...several("Distribution", 1, "AWS::CloudFront::Distribution"),
};

/** Postmagiq without the GPU, which the plan counts by itself, and without workers, which it calls optional. */
export const postmagiqDev: Resources = {
  ...postmagiqFront,
  ...fargateService("api", { cpu: 512, memory: 1024, tasks: 1 }),
  ...natGateways(1),
  ...database("db.t3.micro", 100, false),
  ...redisNodes("cache.t3.micro", 1),
};

export const postmagiqProd: Resources = {
  ...postmagiqFront,
  ...fargateService("api", { cpu: 2048, memory: 4096, tasks: 2 }),
  ...natGateways(2),
  ...database("db.r6g.large", 100, true),
  ...redisNodes("cache.r6g.large", 2),
};

/** Macro AI: two services; the third environment scales one of them. Redis is named without a size. */
export const macroAi = (environment: "dev" | "staging" | "prod"): Resources => {
  const size = {
    dev: { cpu: 256, memory: 512, tasks: 1, isPublic: true },
    staging: { cpu: 512, memory: 1024, tasks: 2 },
    prod: { cpu: 1024, memory: 2048, tasks: 3, most: 10 },
  }[environment];
  const rds = {
    dev: database("db.t3.micro", 20, false),
    staging: database("db.t3.small", 20, false),
    prod: database("db.r6g.large", 20, true),
  }[environment];
  return {
    ...fargateService("api", size),
    ...fargateService("ui", { ...size, cpu: 256, memory: 512 }),
    ...loadBalancer(environment === "prod" ? 3 : 2),
    ...natGateways({ dev: 0, staging: 1, prod: 3 }[environment]),
    ...rds,
    ...redisNodes("cache.t3.micro", 1),
    ...secrets(3),
    ...repositories(2),
  };
};

const files: Resources = several("Files", 1, "AWS::EFS::FileSystem");

/** Consumer Rights as its first option would have to be to start: a size that Fargate has, and a way out of the private subnets. */
export const rightsMinimal: Resources = {
  ...fargateService("inference", { cpu: 2048, memory: 4096, tasks: 1 }),
  ...loadBalancer(2),
  ...natGateways(1),
  ...database("db.t3.micro", 20, false),
  ...files,
  ...secrets(2),
};

const instances = (instanceType: string, count: number): Resources => ({
  ...several("Instance", count, "AWS::EC2::Instance", { InstanceType: instanceType, SubnetId: { Ref: "Public1" } }),
});

/** On instances in public subnets; Spot has no list price, so they are counted on demand. */
export const rightsOptimised: Resources = {
  ...instances("t3.small", 1),
  ...loadBalancer(2),
  ...database("db.t3.micro", 20, false),
  ...secrets(2),
};

export const rightsProduction: Resources = {
  ...instances("t3.medium", 2),
  ...loadBalancer(2),
  ...database("db.t3.small", 20, true),
  ...redisNodes("cache.t3.micro", 1),
  ...files,
  ...secrets(2),
};
