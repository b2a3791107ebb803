import { beforeAll, describe, expect, it } from "vitest";
import config from "../fairlead.config.js";
import { type Plan, planOf } from "../../testing/plan-of.js";
import { resourcesOf } from "../../testing/resources.js";

/** AWS's policy that keeps nothing at CloudFront's edges. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/** What the plan of Macro AI says of each environment. */
const SIZES = [
  {
    environment: "dev",
    task: { Cpu: "256", Memory: "512" },
    range: { min: 1, max: 1 },
    instance: "db.t4g.micro",
    connections: 89,
    isMultiAz: false,
    isProtected: false,
    backupDays: 1,
    zones: 2,
    nats: 0,
    logDays: 7,
    insights: "disabled",
    strategy: "ROLLING",
    rollsBackOnAlarm: false,
    isTraced: false,
    firewalls: 0,
  },
  {
    environment: "staging",
    task: { Cpu: "512", Memory: "1024" },
    range: { min: 2, max: 2 },
    instance: "db.t4g.small",
    connections: 180,
    isMultiAz: false,
    isProtected: true,
    backupDays: 7,
    zones: 2,
    nats: 1,
    logDays: 30,
    insights: "enhanced",
    strategy: "BLUE_GREEN",
    rollsBackOnAlarm: true,
    isTraced: true,
    firewalls: 1,
  },
  {
    environment: "prod",
    task: { Cpu: "1024", Memory: "2048" },
    range: { min: 2, max: 10 },
    instance: "db.r6g.large",
    connections: 1441,
    isMultiAz: true,
    isProtected: true,
    backupDays: 30,
    zones: 3,
    nats: 3,
    logDays: 180,
    insights: "enhanced",
    strategy: "CANARY",
    rollsBackOnAlarm: true,
    isTraced: true,
    firewalls: 1,
  },
] as const;

describe.each(SIZES)("Macro AI in $environment", (said) => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planOf(config, said.environment, import.meta.url);
  });

  const propertiesOf = (type: string) => resourcesOf(plan.assembly, type).map(({ Properties }) => Properties ?? {});
  const only = (type: string) => {
    const [one, ...others] = propertiesOf(type);
    expect(others, type).toEqual([]);
    return one;
  };
  const alarm = (name: string) =>
    propertiesOf("AWS::CloudWatch::Alarm").find(
      ({ AlarmName: each }) => each === `macro-ai-${said.environment}-${name}`,
    );
  const apiTask = () =>
    propertiesOf("AWS::ECS::TaskDefinition").find(({ Family: family }) => JSON.stringify(family).includes("-api"));

  it("gives the API's tasks the size that is said, on Graviton", () => {
    expect(apiTask()).toMatchObject({ ...said.task, RuntimePlatform: { CpuArchitecture: "ARM64" } });
  });

  it("runs as many tasks as are said, over all zones, and scales where there is room", () => {
    const scaled = propertiesOf("AWS::ApplicationAutoScaling::ScalableTarget");
    const service = only("AWS::ECS::Service");
    if (said.range.min === said.range.max) {
      expect(scaled).toEqual([]);
      expect(service).toMatchObject({ DesiredCount: said.range.min });
    } else {
      expect(scaled).toMatchObject([{ MinCapacity: said.range.min, MaxCapacity: said.range.max }]);
      expect(service).not.toHaveProperty("DesiredCount");
    }
    expect(plan.app.network.zones).toHaveLength(said.zones);
    expect(propertiesOf("AWS::EC2::NatGateway")).toHaveLength(said.nats);
  });

  it("listens on 3040, and is asked there for /api/health by the load balancer and by ECS", () => {
    const groups = propertiesOf("AWS::ElasticLoadBalancingV2::TargetGroup");
    expect(groups).toHaveLength(said.strategy === "ROLLING" ? 1 : 2);
    for (const group of groups) expect(group).toMatchObject({ HealthCheckPath: "/api/health" });
    expect(apiTask()).toMatchObject({
      ContainerDefinitions: [
        {
          Name: "api",
          PortMappings: [{ ContainerPort: 3040 }],
          HealthCheck: { Command: ["CMD", "curl", "--fail", "--silent", "http://127.0.0.1:3040/api/health"] },
        },
        ...(said.isTraced ? [{ Name: "trace-collector" }] : []),
      ],
    });
    expect(only("AWS::ECS::Service")).toMatchObject({ LoadBalancers: [{ ContainerName: "api", ContainerPort: 3040 }] });
    const ways = plan.app.connections.filter(({ kind, to }) => kind === "network" && to === "services.api");
    expect(ways).toMatchObject([{ from: "ingress", port: 3040 }]);
  });

  it("keeps its data in PostgreSQL with the size, the standby, the backups and the protection that are said", () => {
    const instance = only("AWS::RDS::DBInstance");
    expect(instance).toMatchObject({
      Engine: "postgres",
      DBInstanceClass: said.instance,
      MultiAZ: said.isMultiAz,
      BackupRetentionPeriod: said.backupDays,
      DeletionProtection: said.isProtected,
      AllocatedStorage: "20",
      MaxAllocatedStorage: 100,
      StorageType: "gp3",
      StorageEncrypted: true,
      PubliclyAccessible: false,
      EnablePerformanceInsights: true,
    });
    expect(instance?.["EngineVersion"]).toMatch(/^16\./);
  });

  it("has pgvector before the migration, which is before the services", () => {
    const gates = resourcesOf(plan.assembly, "Custom::ReleaseGate");
    expect(gates.map(({ stack }) => stack)).toContain(`macro-ai-${said.environment}-Jobs`);
    expect(plan.assembly.stacks.find(({ role }) => role === "Ecs")?.dependsOn).toContain(
      `macro-ai-${said.environment}-Jobs`,
    );
    const makers = [...propertiesOf("Custom::DatabaseRoles"), ...propertiesOf("AWS::ECS::TaskDefinition")].filter(
      (maker) => JSON.stringify(maker).includes("vector"),
    );
    expect(makers).not.toEqual([]);
  });

  it("reaches the database through RDS Proxy alone, and the proxy's name is in the URL", () => {
    expect(only("AWS::RDS::DBProxy")).toMatchObject({ EngineFamily: "POSTGRESQL", RequireTLS: true });
    const urls = propertiesOf("AWS::SecretsManager::Secret").filter(({ SecretString: text }) =>
      JSON.stringify(text ?? "").includes("postgresql://"),
    );
    const proxy = resourcesOf(plan.assembly, "AWS::RDS::DBProxy")[0]?.logicalId;
    expect(urls).toHaveLength(1);
    expect(JSON.stringify(urls)).toContain(`{"Fn::GetAtt":["${proxy ?? "none"}","Endpoint"]}`);
  });

  it("speaks to Redis with TLS and a password", () => {
    expect(only("AWS::ElastiCache::ReplicationGroup")).toMatchObject({
      Engine: "redis",
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
    });
    expect(JSON.stringify(propertiesOf("AWS::SecretsManager::Secret"))).toContain("rediss://");
  });

  it("keeps every log for as long as is said", () => {
    const groups = propertiesOf("AWS::Logs::LogGroup");
    expect(groups.length).toBeGreaterThanOrEqual(5);
    expect(new Set(groups.map(({ RetentionInDays: days }) => days))).toEqual(new Set([said.logDays]));
  });

  it("rings above 80 % of CPU and above 85 % of memory, for ten minutes, of its own service", () => {
    const common = {
      Namespace: "AWS/ECS",
      ComparisonOperator: "GreaterThanThreshold",
      Period: 60,
      EvaluationPeriods: 10,
    };
    expect(alarm("api-cpu")).toMatchObject({ ...common, MetricName: "CPUUtilization", Threshold: 80 });
    expect(alarm("api-memory")).toMatchObject({ ...common, MetricName: "MemoryUtilization", Threshold: 85 });
    for (const name of ["api-cpu", "api-memory"]) {
      expect(JSON.stringify(alarm(name)?.["Dimensions"])).toMatch(/"ClusterName".*"ServiceName"/);
    }
  });

  it("rings at 80 % of the connections that the instance takes, and at 5xx, of the API's own, with somebody to act on", () => {
    expect(alarm("main-connections")).toMatchObject({
      MetricName: "DatabaseConnections",
      Dimensions: [{ Name: "DBInstanceIdentifier", Value: `macro-ai-${said.environment}-main` }],
      Threshold: said.connections,
      TreatMissingData: "notBreaching",
    });
    expect(JSON.stringify(alarm("api-5xx"))).toMatch(/"Name":"TargetGroup".*HTTPCode_Target_5XX_Count/);
    for (const each of propertiesOf("AWS::CloudWatch::Alarm")) {
      expect(each["AlarmActions"], String(each["AlarmName"])).toHaveLength(1);
    }
  });

  it("is released as is said: ECS goes back by itself when tasks don't start, and on an alarm where that is said", () => {
    const deployment = only("AWS::ECS::Service")?.["DeploymentConfiguration"];
    expect(deployment).toMatchObject({
      Strategy: said.strategy,
      MinimumHealthyPercent: 100,
      MaximumPercent: 200,
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
    });
    if (said.rollsBackOnAlarm) {
      expect(deployment).toMatchObject({ Alarms: { Enable: true, Rollback: true } });
      expect(JSON.stringify(deployment)).toContain(`macro-ai-${said.environment}-api-5xx`);
    } else {
      expect(deployment).not.toHaveProperty("Alarms");
    }
  });

  it("is traced where that is said, by a collector and not by X-Ray's daemon", () => {
    const containers = JSON.stringify(propertiesOf("AWS::ECS::TaskDefinition"));
    expect(containers.includes("aws-otel-collector")).toBe(said.isTraced);
    expect(containers.includes("OTEL_EXPORTER_OTLP_ENDPOINT")).toBe(said.isTraced);
    expect(containers).not.toMatch(/xray-daemon|XRAY/);
    expect(only("AWS::ECS::Cluster")).toMatchObject({ ClusterSettings: [{ Value: said.insights }] });
  });

  it("answers by CloudFront: the client from its bucket, the API uncached, with a firewall where that is said", () => {
    const distribution = only("AWS::CloudFront::Distribution")?.["DistributionConfig"];
    expect(distribution).toMatchObject({
      CacheBehaviors: [{ PathPattern: "/api/*", TargetOriginId: "ingress", CachePolicyId: CACHING_DISABLED }],
      DefaultCacheBehavior: { TargetOriginId: "site-client-ui", ViewerProtocolPolicy: "redirect-to-https" },
    });
    expect(propertiesOf("AWS::WAFv2::WebACL")).toHaveLength(said.firewalls);
    expect(JSON.stringify(distribution).includes("WebACLId")).toBe(said.firewalls > 0);
  });

  it("lets nobody but CloudFront come to the load balancer, and shows what is behind /api/health to no one", () => {
    const ways = plan.findings.filter(({ code }) => code === "CdnBypassed" || code === "OriginWithoutSecret");
    expect(ways).toEqual([]);
    const hidden = propertiesOf("AWS::ElasticLoadBalancingV2::ListenerRule").filter((rule) =>
      JSON.stringify(rule).includes('"/api/health/*"'),
    );
    expect(hidden).toMatchObject([{ Actions: [{ Type: "fixed-response" }] }]);
  });

  it("lets the API manage the users of its own pool and work with its own bucket, on named resources", () => {
    const targetsOf = (service: string) =>
      new Set(
        plan.permissions
          .filter(({ role, action }) => role.address === "services.api" && action.startsWith(`${service}:`))
          .map(({ target }) => target?.address ?? "elsewhere"),
      );
    expect(targetsOf("cognito-idp")).toEqual(new Set(["userPools.users"]));
    expect(targetsOf("s3")).toEqual(new Set(["buckets.uploads"]));
  });

  it("gives the API every variable that it ends without, the secret ones injected", () => {
    const task = JSON.stringify(apiTask());
    const namesBefore = (key: string) =>
      [...task.matchAll(new RegExp(`"Name":"(\\w+)","${key}":`, "g"))].map(([, name]) => name).toSorted();
    expect(namesBefore("ValueFrom")).toEqual([
      "API_KEY",
      "COOKIE_ENCRYPTION_KEY",
      "OPENAI_API_KEY",
      "REDIS_URL",
      "RELATIONAL_DATABASE_URL",
    ]);
    expect(namesBefore("Value")).toEqual(
      expect.arrayContaining([
        "AWS_COGNITO_REGION",
        "AWS_COGNITO_USER_POOL_CLIENT_ID",
        "AWS_COGNITO_USER_POOL_ID",
        "COOKIE_DOMAIN",
      ]),
    );
    const written = propertiesOf("AWS::SecretsManager::Secret").filter(
      ({ SecretString: text }) => typeof text === "string",
    );
    expect(written).toEqual([]);
  });
});
