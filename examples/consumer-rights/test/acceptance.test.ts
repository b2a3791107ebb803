import { estimateCost, shippedPrices } from "@fairlead/cost";
import { reachabilityMatrix, nameOfEnd } from "@fairlead/check";
import { beforeAll, describe, expect, it } from "vitest";
import definition from "../fairlead.config.ts";
import { type Plan, planOf } from "../../testing/plan-of.js";
import { resourcesOf } from "../../testing/resources.js";
import { listAt } from "../../testing/value-at.js";
import { propertiesOf, says, serviceOf, taskOf } from "./planned.js";

const ENVIRONMENTS = ["minimal", "optimised", "production"] as const;
const SERVICES = ["chroma", "gateway", "llm-connector", "pii-filter", "psql-worker", "rabbitmq", "rag-core"];

/** What the deployment plan of Consumer Rights says, read off the templates. */
describe("Consumer Rights", () => {
  const plans = new Map<string, Plan>();
  const plan = (environment: (typeof ENVIRONMENTS)[number]): Plan => {
    const found = plans.get(environment);
    return found ?? expect.fail(`${environment} was not planned.`);
  };
  /** Who reaches a part, and at which port. */
  const waysTo = (environment: (typeof ENVIRONMENTS)[number], address: string): string[] =>
    reachabilityMatrix(plan(environment).assembly)
      .filter(({ to }) => nameOfEnd(to) === address)
      .map(({ from, fromPort, toPort }) => `${nameOfEnd(from)} at ${fromPort === toPort ? fromPort : "several"}`)
      .toSorted();

  beforeAll(async () => {
    for (const environment of ENVIRONMENTS) {
      plans.set(environment, await planOf(definition, environment, import.meta.url));
    }
  }, 120_000);

  describe.each(ENVIRONMENTS)("in %s", (environment) => {
    it("lies in two zones of Mumbai, in a network of 10.0.0.0/16 with flow logs", () => {
      const { app } = plan(environment);
      expect(app.environment.region).toBe("ap-south-1");
      expect(app.network.zones).toEqual(["ap-south-1a", "ap-south-1b"]);
      expect(propertiesOf(plan(environment), "AWS::EC2::VPC")).toMatchObject([{ CidrBlock: "10.0.0.0/16" }]);
      expect(propertiesOf(plan(environment), "AWS::EC2::FlowLog")).toHaveLength(1);
    });

    it("runs the gateway, the four workers, the broker and Chroma, all in private subnets", () => {
      const services = propertiesOf(plan(environment), "AWS::ECS::Service");
      expect(services.map((service) => service["ServiceName"]).toSorted()).toEqual(SERVICES);
      expect(services.filter((service) => says(service["NetworkConfiguration"], "ENABLED"))).toEqual([]);
    });

    it("gives each of the small containers a quarter of a vCPU, and the one with the embedding model twice the memory", () => {
      const sizes = SERVICES.map((name) => [
        name,
        taskOf(plan(environment), name)["Cpu"],
        taskOf(plan(environment), name)["Memory"],
      ]);
      expect(sizes).toEqual([
        ["chroma", "256", "512"],
        ["gateway", "256", "512"],
        ["llm-connector", "256", "512"],
        ["pii-filter", "256", "512"],
        ["psql-worker", "256", "512"],
        ["rabbitmq", "256", "1024"],
        ["rag-core", "256", "1024"],
      ]);
    });

    it("never runs a second broker or a second Chroma, not even while one is replaced", () => {
      for (const name of ["rabbitmq", "chroma"]) {
        expect(serviceOf(plan(environment), name)).toMatchObject({
          DesiredCount: 1,
          DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 },
        });
      }
      const scaled = propertiesOf(plan(environment), "AWS::ApplicationAutoScaling::ScalableTarget");
      expect(scaled.filter(({ ResourceId: id }) => says(id, "rabbitmq") || says(id, "chroma"))).toEqual([]);
    });

    it("keeps Chroma 0.5.23 and its data on an encrypted volume, asked at its heartbeat", () => {
      const task = taskOf(plan(environment), "chroma");
      expect(says(task["ContainerDefinitions"], "ghcr.io/chroma-core/chroma:0.5.23")).toBe(true);
      expect(says(task["ContainerDefinitions"], "/api/v1/heartbeat")).toBe(true);
      expect(task).toMatchObject({
        Volumes: [
          { EFSVolumeConfiguration: { TransitEncryption: "ENABLED", AuthorizationConfig: { IAM: "ENABLED" } } },
        ],
      });
      const encrypted = propertiesOf(plan(environment), "AWS::EFS::FileSystem").map((system) => system["Encrypted"]);
      expect(new Set(encrypted)).toEqual(new Set([true]));
    });

    it("lets only the RAG core and the pipeline reach Chroma", () => {
      expect(waysTo(environment, "services.chroma")).toEqual([
        "jobs.load-documents at 8000",
        "services.rag-core at 8000",
      ]);
    });

    it("lets the gateway and the workers speak AMQP with the broker, and nobody open its management page", () => {
      // What measures how much waits, where there is something to scale.
      const measuring = environment === "minimal" ? [] : ["brokers.rabbitmq (its function) at 15692"];
      expect(waysTo(environment, "services.rabbitmq")).toEqual([
        ...measuring,
        "services.gateway at 5672",
        "services.llm-connector at 5672",
        "services.pii-filter at 5672",
        "services.psql-worker at 5672",
        "services.rag-core at 5672",
      ]);
    });

    it("lets the Postgres worker and the job that makes its table reach the database, and nobody else of the app", () => {
      expect(waysTo(environment, "databases.history").filter((way) => !way.startsWith("databases."))).toEqual([
        "jobs.create-tables at 5432",
        "services.psql-worker at 5432",
      ]);
    });

    it("calls Llama 3 on Bedrock by the task role of the connector alone, without a key", () => {
      const { assembly } = plan(environment);
      const callers = resourcesOf(assembly, "AWS::IAM::Policy").filter(({ Properties }) =>
        says(Properties, "bedrock:"),
      );
      const addresses = callers.map(
        ({ stack, logicalId }) =>
          assembly.resources.find((resource) => resource.stack === stack && resource.logicalId === logicalId)?.address,
      );
      expect(addresses).toEqual(["services.llm-connector"]);
      expect(says(callers, "foundation-model/meta.llama3-70b-instruct-v1:0")).toBe(true);
      expect(JSON.stringify(assembly.stacks)).not.toContain("AWS_ACCESS_KEY_ID");
      expect(says(taskOf(plan(environment), "llm-connector"), "meta.llama3-70b-instruct-v1:0")).toBe(true);
    });

    it("hands over the database's password as one field of its secret", () => {
      const { ContainerDefinitions: containers } = taskOf(plan(environment), "psql-worker");
      expect(JSON.stringify(containers)).toMatch(
        /"Name":"DB_PASSWORD","ValueFrom":\{"Fn::Join":\["",\[\{[^}]*\},":password::"/u,
      );
    });

    it("keeps PostgreSQL 16 on 20 GB of encrypted gp3, with backups of seven days and the plan's parameters", () => {
      expect(propertiesOf(plan(environment), "AWS::RDS::DBInstance")).toMatchObject([
        {
          Engine: "postgres",
          DBName: "consumer_rights",
          AllocatedStorage: "20",
          StorageType: "gp3",
          StorageEncrypted: true,
          BackupRetentionPeriod: 7,
          AutoMinorVersionUpgrade: true,
          PubliclyAccessible: false,
        },
      ]);
      const [history] = plan(environment).app.databases;
      expect(history?.version).toMatch(/^16\./u);
      expect(
        says(propertiesOf(plan(environment), "AWS::RDS::DBInstance"), `"EngineVersion":"${history?.version ?? ""}"`),
      ).toBe(true);
      expect(propertiesOf(plan(environment), "AWS::RDS::DBParameterGroup")).toMatchObject([
        { Parameters: { max_connections: "100", shared_buffers: "32768", work_mem: "4096" } },
      ]);
    });

    it("makes the table before the Postgres worker starts", () => {
      expect(says(propertiesOf(plan(environment), "Custom::ReleaseGate"), "create-tables")).toBe(true);
    });

    it("backs up its volumes each day", () => {
      const [backup] = propertiesOf(plan(environment), "AWS::Backup::BackupPlan");
      const selected = JSON.stringify(propertiesOf(plan(environment), "AWS::Backup::BackupSelection"));
      expect(says(backup, "cron(0 5 ? * * *)")).toBe(true);
      expect(selected).toContain("Volumechroma");
      expect(selected).toContain("Volumerabbitmq");
    });

    it("tells its owner of each alarm, on a metric with dimensions, after periods that are stated", () => {
      const alarms = propertiesOf(plan(environment), "AWS::CloudWatch::Alarm");
      expect(alarms.length).toBeGreaterThan(14);
      for (const name of SERVICES) {
        for (const metric of ["CPUUtilization", "MemoryUtilization"]) {
          expect(
            alarms.filter((alarm) => says(alarm, name) && says(alarm, metric)),
            `${name} ${metric}`,
          ).not.toEqual([]);
        }
      }
      const mute = alarms.filter(
        (alarm) =>
          !Array.isArray(alarm["AlarmActions"]) ||
          !says(alarm, '"Dimensions":[{') ||
          !says(alarm, '"EvaluationPeriods":'),
      );
      expect(mute).toEqual([]);
      expect(propertiesOf(plan(environment), "AWS::SNS::Subscription")).toHaveLength(1);
    });

    it("rings when a task's CPU or memory is above 80 % for five minutes", () => {
      const alarms = propertiesOf(plan(environment), "AWS::CloudWatch::Alarm").filter((alarm) =>
        says(alarm, "rag-core"),
      );
      for (const metric of ["CPUUtilization", "MemoryUtilization"]) {
        expect(alarms.find((alarm) => says(alarm, metric))).toMatchObject({
          Threshold: 80,
          Period: 300,
          EvaluationPeriods: 1,
        });
      }
    });

    it("tells its owner when 50, 75 and 100 percent of the budget are spent", () => {
      const [budget] = propertiesOf(plan(environment), "AWS::Budgets::Budget");
      const amount = { minimal: 100, optimised: 150, production: 500 }[environment];
      expect(says(budget, `"BudgetLimit":{"Amount":${amount},"Unit":"USD"}`)).toBe(true);
      for (const percent of [50, 75, 100]) {
        expect(JSON.stringify(budget)).toMatch(new RegExp(`"NotificationType":"ACTUAL","Threshold":${percent},`, "u"));
      }
    });

    it("runs the data pipeline as a job of three containers, chunker and embedder first", () => {
      const containers = JSON.stringify(taskOf(plan(environment), "load-documents")["ContainerDefinitions"]);
      expect(containers).toContain(
        '"DependsOn":[{"Condition":"HEALTHY","ContainerName":"chunker"},{"Condition":"HEALTHY","ContainerName":"embedder"}]',
      );
      expect(taskOf(plan(environment), "load-documents")).toMatchObject({ Cpu: "1024", Memory: "4096" });
    });

    it("opens each volume to its one writer alone, in both zones", () => {
      expect(waysTo(environment, "volumes.chroma-data")).toEqual(["services.chroma at 2049"]);
      expect(waysTo(environment, "volumes.rabbitmq")).toEqual(["services.rabbitmq at 2049"]);
      const volumes = propertiesOf(plan(environment), "AWS::EFS::FileSystem").length;
      expect(propertiesOf(plan(environment), "AWS::EFS::MountTarget")).toHaveLength(2 * volumes);
    });

    it("writes a log of every container, which ends by itself", () => {
      const containers = propertiesOf(plan(environment), "AWS::ECS::TaskDefinition").flatMap((task) =>
        listAt(task, "ContainerDefinitions"),
      );
      expect(containers.length).toBeGreaterThan(10);
      expect(containers.filter((container) => !says(container, '"LogDriver":"awslogs"'))).toEqual([]);
      const groups = propertiesOf(plan(environment), "AWS::Logs::LogGroup");
      expect(groups.filter((group) => group["RetentionInDays"] === undefined)).toEqual([]);
    });

    it("puts no secret into a template: each is generated on AWS, or composed of those", () => {
      const secrets = propertiesOf(plan(environment), "AWS::SecretsManager::Secret");
      expect(secrets.length).toBeGreaterThanOrEqual(4);
      expect(secrets.filter((secret) => typeof secret["SecretString"] === "string")).toEqual([]);
    });

    it("makes a repository for each of its own images", () => {
      const names = propertiesOf(plan(environment), "AWS::ECR::Repository").map(
        (repository) => repository["RepositoryName"],
      );
      expect(names.toSorted()).toEqual(
        ["chunker", "embedder", "gateway", "llm-connector", "loader", "pii-filter", "psql-worker", "rag-core"].map(
          (name) => `consumer-rights/${environment}/${name}`,
        ),
      );
    });
  });

  it("is minimal without a load balancer and without a NAT gateway: one small instance is the way out", () => {
    expect(propertiesOf(plan("minimal"), "AWS::ElasticLoadBalancingV2::LoadBalancer")).toEqual([]);
    expect(propertiesOf(plan("minimal"), "AWS::EC2::NatGateway")).toEqual([]);
    expect(propertiesOf(plan("minimal"), "AWS::EC2::Instance")).toMatchObject([{ InstanceType: "t4g.nano" }]);
    expect(propertiesOf(plan("minimal"), "AWS::RDS::DBInstance")).toMatchObject([
      { DBInstanceClass: "db.t4g.micro", MultiAZ: false },
    ]);
  });

  it("costs less than 75 USD a month when it is minimal, and little more is unknown than the model's tokens", () => {
    const { app, assembly } = plan("minimal");
    const { region, usage } = app.environment;
    const { usd, lines } = estimateCost(assembly, { region, usage, book: shippedPrices() });
    expect(usd.max).toBeLessThan(75);
    // Beside the tokens, some GB of backups: a few cents.
    const unknown = lines.filter((line) => line.usd === null).map(({ service }) => service);
    expect(unknown.filter((service) => service !== "AWS Backup" && service !== "Bedrock")).toEqual([]);
  });

  it("runs what can be interrupted on Fargate Spot when it is minimal, on Graviton all of it", () => {
    const spot = SERVICES.filter((name) => says(serviceOf(plan("minimal"), name), "FARGATE_SPOT"));
    expect(spot).toEqual(["gateway", "llm-connector", "psql-worker", "rag-core"]);
    const architectures = SERVICES.map((name) => says(taskOf(plan("minimal"), name)["RuntimePlatform"], "ARM64"));
    expect(new Set(architectures)).toEqual(new Set([true]));
  });

  it("runs the workers on EC2 Spot of the plan's size when it is optimised, and what must stay on Fargate", () => {
    const [group] = propertiesOf(plan("optimised"), "AWS::AutoScaling::AutoScalingGroup");
    expect(group).toMatchObject({ MinSize: "0" });
    expect(says(group, "t4g.small")).toBe(true);
    expect(says(group, '"OnDemandPercentageAboveBaseCapacity":0')).toBe(true);
    const onFargate = SERVICES.filter((name) => says(serviceOf(plan("optimised"), name), "FARGATE"));
    expect(onFargate).toEqual(["chroma", "gateway", "pii-filter", "rabbitmq"]);
  });

  it("is in production with two instances at least, a standby of the database, a cache and X-Ray", () => {
    const production = plan("production");
    expect(propertiesOf(production, "AWS::AutoScaling::AutoScalingGroup")).toMatchObject([{ MinSize: "2" }]);
    expect(says(propertiesOf(production, "AWS::AutoScaling::AutoScalingGroup"), "FARGATE")).toBe(false);
    expect(propertiesOf(production, "AWS::RDS::DBInstance")).toMatchObject([
      { DBInstanceClass: "db.t4g.small", MultiAZ: true },
    ]);
    expect(propertiesOf(production, "AWS::ElastiCache::ReplicationGroup")).toMatchObject([
      { CacheNodeType: "cache.t4g.micro", AutomaticFailoverEnabled: true },
    ]);
    expect(says(taskOf(production, "gateway"), "aws-otel-collector")).toBe(true);
    expect(propertiesOf(production, "AWS::WAFv2::WebACL")).toHaveLength(1);
    expect(says(propertiesOf(production, "AWS::ECS::Cluster"), '"containerInsights","Value":"enhanced"')).toBe(true);
  });

  it("stands in production in two zones: load balancer, instances, ways out and what they lead to", () => {
    const subnetsOf = (value: unknown) => new Set(JSON.stringify(value).match(/P(?:ublic|rivate)Subnet\d/gu));
    const production = plan("production");
    expect(subnetsOf(propertiesOf(production, "AWS::AutoScaling::AutoScalingGroup"))).toEqual(
      new Set(["PrivateSubnet1", "PrivateSubnet2"]),
    );
    expect(subnetsOf(propertiesOf(production, "AWS::ElasticLoadBalancingV2::LoadBalancer"))).toEqual(
      new Set(["PublicSubnet1", "PublicSubnet2"]),
    );
    expect(subnetsOf(propertiesOf(production, "AWS::EC2::NatGateway"))).toEqual(
      new Set(["PublicSubnet1", "PublicSubnet2"]),
    );
    for (const name of SERVICES) {
      expect(subnetsOf(serviceOf(production, name)["NetworkConfiguration"]), name).toEqual(
        new Set(["PrivateSubnet1", "PrivateSubnet2"]),
      );
    }
  });

  it.each(["optimised", "production"] as const)(
    "answers in %s over HTTPS, redirects HTTP and asks the gateway at /health",
    (environment) => {
      expect(propertiesOf(plan(environment), "AWS::ElasticLoadBalancingV2::Listener")).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ Port: 443, Protocol: "HTTPS" }),
          expect.objectContaining({ Port: 80, DefaultActions: [expect.objectContaining({ Type: "redirect" })] }),
        ]),
      );
      const groups = propertiesOf(plan(environment), "AWS::ElasticLoadBalancingV2::TargetGroup");
      expect(new Set(groups.map((group) => group["HealthCheckPath"]))).toEqual(new Set(["/health"]));
      expect(waysTo(environment, "services.gateway")).toEqual(["ingress at 3001"]);
    },
  );

  it.each([
    ["optimised", 1],
    ["production", 2],
  ] as const)("scales the workers in %s between %i and 3, each on the depth of its queue", (environment, least) => {
    const targets = propertiesOf(plan(environment), "AWS::ApplicationAutoScaling::ScalableTarget");
    const alarms = propertiesOf(plan(environment), "AWS::CloudWatch::Alarm");
    for (const [name, queue] of [
      ["rag-core", "redacted_queue"],
      ["llm-connector", "query_and_context"],
      ["psql-worker", "CUD_queue"],
    ] as const) {
      const target = targets.find(({ ResourceId: id }) => says(id, name.replace("-", "")));
      expect(target, name).toMatchObject({ MinCapacity: least, MaxCapacity: 3 });
      const [waits] = alarms.filter(({ AlarmName: alarm }) => says(alarm, `${name}-work-waits`));
      expect(says(waits, `"${queue}"`), name).toBe(true);
    }
  });

  it("loads documents by hand, and in production each Sunday night too", () => {
    const schedules = (environment: (typeof ENVIRONMENTS)[number]) =>
      propertiesOf(plan(environment), "AWS::Scheduler::Schedule").filter(({ Name: name }) =>
        says(name, "load-documents"),
      );
    expect(schedules("minimal")).toEqual([]);
    expect(schedules("optimised")).toEqual([]);
    expect(schedules("production")).toMatchObject([
      { ScheduleExpression: "cron(0 3 ? * SUN *)", ScheduleExpressionTimezone: "Asia/Kolkata" },
    ]);
  });
});
