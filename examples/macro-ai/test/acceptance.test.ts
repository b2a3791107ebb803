import { beforeAll, describe, expect, it } from "vitest";
import config from "../fairlead.config.js";
import { type Plan, planOf } from "../../testing/plan-of.js";
import { resourcesOf } from "../../testing/resources.js";

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
  const alarms = () => propertiesOf("AWS::CloudWatch::Alarm").map((alarm) => JSON.stringify(alarm));
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
    for (const group of groups) expect(group).toMatchObject({ Port: 3040, HealthCheckPath: "/api/health" });
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
    const ways = plan.app.connections.filter(({ kind, to }) => kind === "network" && to === "services.api");
    expect(ways).toMatchObject([{ from: "ingress", port: 3040 }]);
  });

  it("keeps its data in PostgreSQL with the size, the standby, the backups and the protection that are said", () => {
    expect(only("AWS::RDS::DBInstance")).toMatchObject({
      Engine: "postgres",
      EngineVersion: expect.stringMatching(/^16\./) as unknown,
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
  });
});
