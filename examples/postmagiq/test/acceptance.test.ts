import { expectPresent } from "@fairlead/errors";
import { beforeAll, describe, expect, it } from "vitest";
import { listAt, textAt, valueAt } from "../../testing/value-at.js";
import type { Plan } from "../../testing/plan-of.js";
import { type PlacedResource, resourcesOf } from "../../testing/resources.js";
import { plans } from "./plans.js";

/** What the plan of Postmagiq says of its two environments; sizes that nothing asked for are smaller, as the README tells. */
const PLANNED = [
  {
    environment: "dev",
    cidr: "10.0.0.0/16",
    nats: 0,
    subnets: "PublicSubnet",
    database: { DBInstanceClass: "db.t4g.micro", MultiAZ: false, AllocatedStorage: "20" },
    cache: { CacheNodeType: "cache.t4g.micro", NumCacheClusters: 1 },
    api: { Cpu: "512", Memory: "1024" },
    host: "postmagiq-dev.example.com",
    deletionPolicy: "Delete",
    gpus: 0,
  },
  {
    environment: "prod",
    cidr: "10.1.0.0/16",
    nats: 2,
    subnets: "PrivateSubnet",
    database: { DBInstanceClass: "db.r6g.large", MultiAZ: true, AllocatedStorage: "100" },
    cache: { CacheNodeType: "cache.t4g.micro", NumCacheClusters: 2 },
    api: { Cpu: "2048", Memory: "4096" },
    host: "postmagiq.example.com",
    deletionPolicy: "RetainExceptOnCreate",
    gpus: 1,
  },
] as const;

let planned: Awaited<ReturnType<typeof plans>> | null = null;

beforeAll(async () => {
  planned = await plans();
});

const plan = (environment: "dev" | "prod"): Plan => expectPresent(planned, "the plans")[environment];

const only = ({ assembly }: Plan, type: string): PlacedResource => {
  const [first, ...others] = resourcesOf(assembly, type);
  expect(others, type).toEqual([]);
  return expectPresent(first, type);
};

const serviceNamed = ({ assembly }: Plan, name: string): PlacedResource =>
  expectPresent(
    resourcesOf(assembly, "AWS::ECS::Service").find(({ Properties }) => textAt(Properties, "ServiceName") === name),
    name,
  );

/** The task definition of a service or a job. */
const taskOf = ({ assembly, app }: Plan, name: string): PlacedResource =>
  expectPresent(
    resourcesOf(assembly, "AWS::ECS::TaskDefinition").find(
      ({ Properties }) => textAt(Properties, "Family") === `postmagiq-${app.environment.name}-${name}`,
    ),
    name,
  );

const secretsOf = (planned: Plan, task: string): Map<string, string> =>
  new Map(
    listAt(taskOf(planned, task).Properties, "ContainerDefinitions", 0, "Secrets").map((secret) => [
      textAt(secret, "Name"),
      JSON.stringify(valueAt(secret, "ValueFrom")),
    ]),
  );

/** The load balancer's rules in the order in which it asks them. */
const rulesOf = ({ assembly }: Plan): { path: string; leads: string }[] =>
  resourcesOf(assembly, "AWS::ElasticLoadBalancingV2::ListenerRule")
    .toSorted((left, right) => Number(left.Properties?.["Priority"]) - Number(right.Properties?.["Priority"]))
    .map(({ Properties }) => {
      const conditions = listAt(Properties, "Conditions");
      const path = conditions.find((condition) => textAt(condition, "Field") === "path-pattern");
      return {
        path: textAt(path, "PathPatternConfig", "Values", 0),
        leads: textAt(Properties, "Actions", 0, "FixedResponseConfig", "StatusCode") || "api",
      };
    });

describe.each(PLANNED)("Postmagiq in $environment", ({ environment, host, ...says }) => {
  describe("has a network", () => {
    it("of its own range, in two zones", () => {
      const { assembly } = plan(environment);
      expect(only(plan(environment), "AWS::EC2::VPC").Properties).toMatchObject({ CidrBlock: says.cidr });
      const zones = resourcesOf(assembly, "AWS::EC2::Subnet").map(({ Properties }) => Properties?.["AvailabilityZone"]);
      expect(zones.toSorted()).toEqual([
        ...Array<string>(says.nats === 0 ? 2 : 3).fill("us-east-1a"),
        ...Array<string>(says.nats === 0 ? 2 : 3).fill("us-east-1b"),
      ]);
      expect(resourcesOf(assembly, "AWS::EC2::NatGateway")).toHaveLength(says.nats);
    });

    it("in which tasks have public addresses where there is no NAT gateway, and nowhere else", () => {
      const services = resourcesOf(plan(environment).assembly, "AWS::ECS::Service").map(({ Properties }) =>
        valueAt(Properties, "NetworkConfiguration", "AwsvpcConfiguration"),
      );
      expect(services.length).toBeGreaterThan(1);
      expect(services.map((network) => JSON.stringify(network)).filter((text) => !text.includes(says.subnets))).toEqual(
        [],
      );
      const assigned = new Set(services.map((network) => valueAt(network, "AssignPublicIp")));
      expect(assigned).toEqual(new Set([says.nats === 0 ? "ENABLED" : "DISABLED"]));
    });
  });

  describe("keeps its data", () => {
    it("in RDS PostgreSQL 16 with gp3 that grows by itself, backed up for seven days", () => {
      const { Properties } = only(plan(environment), "AWS::RDS::DBInstance");
      expect(Properties).toMatchObject({
        Engine: "postgres",
        ...says.database,
        StorageType: "gp3",
        BackupRetentionPeriod: 7,
        StorageEncrypted: true,
        PubliclyAccessible: false,
      });
      expect(textAt(Properties, "EngineVersion")).toMatch(/^16\./);
      expect(Number(valueAt(Properties, "MaxAllocatedStorage"))).toBeGreaterThan(100);
    });

    it("that tasks reach through RDS Proxy in production, and with fewer connections than it takes everywhere", () => {
      const { assembly, app } = plan(environment);
      expect(resourcesOf(assembly, "AWS::RDS::DBProxy")).toHaveLength(environment === "prod" ? 1 : 0);
      const connections = app.services
        .filter(({ name }) => name !== "watermark")
        .reduce((sum, { scaling }) => sum + scaling.maxTasks * 15, 0);
      // AWS's default for PostgreSQL: a connection for each 9.5 MB of the class's memory, of which a t4g.micro has 1 GiB.
      expect(connections).toBeLessThan(environment === "prod" ? 1_700 : 100);
    });

    it("in Redis 7, encrypted on its way and at rest", () => {
      expect(only(plan(environment), "AWS::ElastiCache::ReplicationGroup").Properties).toMatchObject({
        Engine: "redis",
        EngineVersion: "7.1",
        ...says.cache,
        AutomaticFailoverEnabled: says.cache.NumCacheClusters > 1,
        TransitEncryptionEnabled: true,
        AtRestEncryptionEnabled: true,
      });
    });

    it("in three buckets that nobody reads from outside, with versions of artifacts and an end of sessions", () => {
      const { assembly } = plan(environment);
      const buckets = resourcesOf(assembly, "AWS::S3::Bucket").filter(({ logicalId }) =>
        logicalId.startsWith("Bucket"),
      );
      expect(buckets.map(({ logicalId }) => /^Bucket(artifacts|gui|sessions)/.exec(logicalId)?.[1]).toSorted()).toEqual(
        ["artifacts", "gui", "sessions"],
      );
      for (const { Properties } of buckets) {
        const closed = valueAt(Properties, "PublicAccessBlockConfiguration");
        expect(closed).toEqual({
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        });
      }
      const named = (name: string) => buckets.find(({ logicalId }) => logicalId.startsWith(`Bucket${name}`));
      expect(valueAt(named("artifacts"), "Properties", "VersioningConfiguration")).toEqual({ Status: "Enabled" });
      expect(JSON.stringify(named("sessions"))).toContain('"ExpirationInDays":30');
      expect(valueAt(named("artifacts"), "DeletionPolicy")).toBe(says.deletionPolicy);
    });
  });

  describe("runs its API", () => {
    it("of the planned size at port 8000, asked for its health at /api/health", () => {
      expect(taskOf(plan(environment), "api").Properties).toMatchObject({
        ...says.api,
        RequiresCompatibilities: ["FARGATE"],
      });
      const container = valueAt(taskOf(plan(environment), "api").Properties, "ContainerDefinitions", 0);
      expect(valueAt(container, "PortMappings", 0, "ContainerPort")).toBe(8000);
      expect(JSON.stringify(valueAt(container, "HealthCheck", "Command"))).toContain("127.0.0.1:8000/api/health");
      expect(only(plan(environment), "AWS::ElasticLoadBalancingV2::TargetGroup").Properties).toMatchObject({
        HealthCheckPath: "/api/health",
        TargetType: "ip",
      });
      expect(valueAt(serviceNamed(plan(environment), "api").Properties, "LoadBalancers", 0, "ContainerPort")).toBe(
        8000,
      );
    });

    it("on Fargate that nobody takes away, replaced by a rolling update", () => {
      const { Properties } = serviceNamed(plan(environment), "api");
      expect(listAt(Properties, "CapacityProviderStrategy")).toEqual([{ CapacityProvider: "FARGATE", Weight: 1 }]);
      expect(valueAt(Properties, "DeploymentConfiguration")).toMatchObject({
        Strategy: "ROLLING",
        MinimumHealthyPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      });
    });

    it("without the development server, and with the providers' APIs instead of command-line tools", () => {
      const container = valueAt(taskOf(plan(environment), "api").Properties, "ContainerDefinitions", 0);
      expect(listAt(container, "Command")).toContain("uvicorn");
      expect(listAt(container, "Command")).not.toContain("--reload");
      expect(listAt(container, "Environment")).toContainEqual({ Name: "AGENT_MODE", Value: "api" });
      expect(listAt(container, "Environment")).toContainEqual({ Name: "APP_BASE_URL", Value: `https://${host}` });
    });
  });

  describe("is asked", () => {
    it("at /api/* and at the WebSocket, while metrics and FastAPI's own pages are refused before", () => {
      const rules = rulesOf(plan(environment));
      const refused = rules.filter(({ leads }) => leads === "404").map(({ path }) => path);
      expect(refused.toSorted()).toEqual(["/docs", "/docs/*", "/metrics", "/metrics/*", "/openapi.json", "/redoc"]);
      expect(rules.slice(refused.length)).toEqual([
        { path: "/api/ws", leads: "api" },
        { path: "/api/*", leads: "api" },
      ]);
    });

    it("through CloudFront: the API uncached with all that a client sends, everything else from the client's bucket", () => {
      const config = valueAt(only(plan(environment), "AWS::CloudFront::Distribution").Properties, "DistributionConfig");
      const behaviors = listAt(config, "CacheBehaviors");
      expect(
        behaviors.map((behavior) => [textAt(behavior, "PathPattern"), textAt(behavior, "TargetOriginId")]),
      ).toEqual([
        ["/api/ws", "ingress"],
        ["/api/*", "ingress"],
      ]);
      for (const behavior of behaviors) {
        expect(behavior).toMatchObject({
          CachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          OriginRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
        });
      }
      expect(textAt(config, "DefaultCacheBehavior", "TargetOriginId")).toBe("site-gui");
      expect(listAt(config, "Aliases")).toEqual([host]);
      expect(valueAt(config, "WebACLId") !== undefined).toBe(environment === "prod");
    });

    it("for long enough: a transcription's answer is waited for at each step of its way", () => {
      const config = valueAt(only(plan(environment), "AWS::CloudFront::Distribution").Properties, "DistributionConfig");
      const ingress = listAt(config, "Origins").find((origin) => textAt(origin, "Id") === "ingress");
      expect(valueAt(ingress, "CustomOriginConfig", "OriginReadTimeout")).toBe(110);
      const attributes = JSON.stringify(
        only(plan(environment), "AWS::ElasticLoadBalancingV2::LoadBalancer").Properties,
      );
      expect(attributes).toContain('{"Key":"idle_timeout.timeout_seconds","Value":"110"}');
      const command = listAt(taskOf(plan(environment), "api").Properties, "ContainerDefinitions", 0, "Command");
      expect(Number(command[command.indexOf("--timeout-keep-alive") + 1])).toBeGreaterThan(110);
    });

    it("by a load balancer of which CloudFront alone knows the word", () => {
      const rules = resourcesOf(plan(environment).assembly, "AWS::ElasticLoadBalancingV2::ListenerRule");
      const forwarding = rules.filter(({ Properties }) => textAt(Properties, "Actions", 0, "Type") === "forward");
      expect(
        forwarding
          .map(({ Properties }) => JSON.stringify(Properties?.["Conditions"]))
          .filter((text) => !text.includes("X-Origin-Verify")),
      ).toEqual([]);
    });

    it("and its client comes with each deployment, which CloudFront is told of", () => {
      const deployments = resourcesOf(plan(environment).assembly, "Custom::CDKBucketDeployment");
      expect(deployments.some(({ Properties }) => listAt(Properties, "DistributionPaths").includes("/*"))).toBe(true);
    });
  });

  describe("is given", () => {
    it("its secrets by their fields, in the five that the plan names and one for social networks", () => {
      const secrets = secretsOf(plan(environment), "api");
      for (const [variable, field] of [
        ["GROQ_API_KEY", "llmkeys"],
        ["ANTHROPIC_API_KEY", "llmkeys"],
        ["GOOGLE_API_KEY", "llmkeys"],
        ["OPENAI_API_KEY", "llmkeys"],
        ["STRIPE_SECRET_KEY", "stripe"],
        ["STRIPE_WEBHOOK_SECRET", "stripe"],
        ["SMTP_PASSWORD", "smtp"],
        ["SOCIAL_ENCRYPTION_KEY", "social"],
        ["THREADS_APP_SECRET", "social"],
      ] as const) {
        expect(secrets.get(variable), variable).toMatch(new RegExp(`Secret${field}[0-9A-F]+.*":${variable}::"`));
      }
      expect(secrets.get("JWT_SECRET")).toContain("Secretjwtsecret");
      expect(secrets.get("DATABASE_URL")).toContain("DatabasemainUrl");
      expect(secrets.get("REDIS_URL")).toContain("CachecacheUrl");
    });

    it("Groq first, and the others as settings that an operator may change", () => {
      const settings = resourcesOf(plan(environment).assembly, "AWS::SSM::Parameter").map(({ Properties }) => [
        textAt(Properties, "Name"),
        textAt(Properties, "Value"),
      ]);
      expect(settings.toSorted()).toEqual([
        [`/postmagiq/${environment}/llm-fallbacks`, "anthropic,google,openai"],
        [`/postmagiq/${environment}/llm-provider`, "groq"],
      ]);
      for (const task of ["api", "workers"]) {
        expect([...secretsOf(plan(environment), task).keys()]).toEqual(
          expect.arrayContaining(["LLM_FALLBACKS", "LLM_PROVIDER"]),
        );
      }
    });

    it("no more than it needs: the job that publishes has the database and the networks' keys, and no model's", () => {
      const names = [...secretsOf(plan(environment), "publish-due").keys()];
      expect(names).toContain("DATABASE_URL");
      expect(names.filter((name) => /GROQ|ANTHROPIC|GOOGLE|OPENAI|STRIPE|JWT|SMTP|REDIS/.test(name))).toEqual([]);
      expect([...secretsOf(plan(environment), "migrate").keys()]).toEqual(["DATABASE_URL"]);
    });
  });

  describe("works", () => {
    it("off a queue that gives a run back when its worker is gone, and puts it aside after three tries", () => {
      const runs = resourcesOf(plan(environment).assembly, "AWS::SQS::Queue").find(
        ({ Properties }) => textAt(Properties, "QueueName") === `postmagiq-${environment}-runs`,
      );
      expect(runs?.Properties).toMatchObject({ VisibilityTimeout: 1860, RedrivePolicy: { maxReceiveCount: 3 } });
    });

    it("in tasks that neither scaling nor a release takes away while they work", () => {
      const policies = resourcesOf(plan(environment).assembly, "AWS::IAM::Policy").filter(({ Properties }) =>
        JSON.stringify(Properties).includes("ecs:UpdateTaskProtection"),
      );
      expect(policies.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^workersTaskTaskRole/)]);
    });

    it("with one worker for each run that waits", () => {
      const steps = resourcesOf(plan(environment).assembly, "AWS::ApplicationAutoScaling::ScalingPolicy").find(
        ({ Properties }) => textAt(Properties, "PolicyName") === "queue-depth-work",
      );
      const adjustments = listAt(steps?.Properties, "StepScalingPolicyConfiguration", "StepAdjustments");
      expect(adjustments.length).toBeGreaterThan(1);
      for (const [at, step] of adjustments.entries())
        expect(step).toMatchObject({ MetricIntervalLowerBound: at, ScalingAdjustment: at + 1 });
    });

    it("every minute at what is due, and puts aside what could not be started", () => {
      const { Properties } = only(plan(environment), "AWS::Scheduler::Schedule");
      expect(Properties).toMatchObject({ ScheduleExpression: "rate(1 minute)" });
      expect(valueAt(Properties, "Target", "DeadLetterConfig", "Arn")).toBeDefined();
    });

    it("after its migrations: what runs them stands in a stack that the services wait for", () => {
      const gates = resourcesOf(plan(environment).assembly, "Custom::ReleaseGate");
      const ecs = plan(environment).assembly.stacks.find(({ role }) => role === "Ecs");
      expect(JSON.stringify(gates)).toContain("migrate");
      expect(ecs?.dependsOn).toContain(`postmagiq-${environment}-Jobs`);
      expect(
        listAt(taskOf(plan(environment), "migrate").Properties, "ContainerDefinitions", 0, "Command").join(" "),
      ).toContain("alembic upgrade head");
    });
  });

  describe("is watched", () => {
    it("by logs that end some day, alarms that tell somebody, and Container Insights in prod", () => {
      const { assembly } = plan(environment);
      const [setting] = listAt(only(plan(environment), "AWS::ECS::Cluster").Properties, "ClusterSettings");
      expect(textAt(setting, "Value")).toBe(environment === "prod" ? "enhanced" : "disabled");
      const groups = resourcesOf(assembly, "AWS::Logs::LogGroup");
      expect(groups.filter(({ Properties }) => Properties?.["RetentionInDays"] === undefined)).toEqual([]);
      expect(resourcesOf(assembly, "AWS::SNS::Subscription").length).toBeGreaterThan(0);
      const alarms = resourcesOf(assembly, "AWS::CloudWatch::Alarm");
      expect(alarms.filter(({ Properties }) => listAt(Properties, "AlarmActions").length === 0)).toEqual([]);
    });

    it("by a budget", () => {
      expect(resourcesOf(plan(environment).assembly, "AWS::Budgets::Budget")).toHaveLength(1);
    });
  });

  it("takes watermarks out of images where there is a GPU, and nowhere else", () => {
    const { assembly } = plan(environment);
    const definitions = resourcesOf(assembly, "AWS::ECS::TaskDefinition").map(({ Properties }) =>
      JSON.stringify(Properties),
    );
    expect(definitions.filter((text) => text.includes('{"Type":"GPU","Value":"1"}'))).toHaveLength(says.gpus);
    const types = resourcesOf(assembly, "AWS::EC2::LaunchTemplate").map(({ Properties }) =>
      textAt(Properties, "LaunchTemplateData", "InstanceType"),
    );
    expect(types).toEqual(Array<string>(says.gpus).fill("g4dn.xlarge"));
    expect(definitions.filter((text) => text.includes("WATERMARK_SERVICE_URL"))).toHaveLength(says.gpus);
  });
});

describe("Postmagiq's number of tasks", () => {
  /** By service; one that isn't scaled has as many as it is made with. */
  const ranges = (environment: "dev" | "prod"): Record<string, [number, number]> =>
    Object.fromEntries(
      plan(environment).app.services.map(({ name, scaling }) => [name, [scaling.minTasks, scaling.maxTasks]]),
    );

  it("is small in dev, and no worker where there is no work", () => {
    expect(valueAt(serviceNamed(plan("dev"), "api").Properties, "DesiredCount")).toBe(1);
    expect(ranges("dev")).toEqual({ api: [1, 1], workers: [0, 2] });
  });

  it("is two and more for the API in prod, with one worker at hand", () => {
    expect(ranges("prod")).toEqual({ api: [2, 6], watermark: [1, 1], workers: [1, 10] });
    const targets = resourcesOf(plan("prod").assembly, "AWS::ApplicationAutoScaling::ScalableTarget");
    expect(targets.map(({ Properties }) => [Properties?.["MinCapacity"], Properties?.["MaxCapacity"]])).toEqual(
      expect.arrayContaining([
        [2, 6],
        [1, 10],
      ]),
    );
  });

  it("is carried by Spot for workers alone, above the one that is always there", () => {
    const strategy = listAt(serviceNamed(plan("prod"), "workers").Properties, "CapacityProviderStrategy");
    expect(strategy).toEqual([
      { Base: 1, CapacityProvider: "FARGATE", Weight: 0 },
      { CapacityProvider: "FARGATE_SPOT", Weight: 1 },
    ]);
  });
});

describe("Postmagiq's database", () => {
  it("has pgvector before the first migration, made by a job in dev and by the function that makes its roles in prod", () => {
    const gates = resourcesOf(plan("dev").assembly, "Custom::ReleaseGate");
    const making = gates.find(({ Properties }) => JSON.stringify(Properties).includes("mainextensions"));
    const migrating = gates.find(({ Properties }) => JSON.stringify(Properties).includes("migrate"));
    expect(valueAt(migrating, "DependsOn")).toContain(making?.logicalId);
    expect(JSON.stringify(only(plan("prod"), "Custom::DatabaseRoles").Properties)).toContain("vector");
  });
});
