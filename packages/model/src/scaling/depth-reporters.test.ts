import { miswritten, problemCodes, problemsOf, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import {
  type AppRoots,
  defineApp,
  depthReporters,
  image,
  measuredPart,
  type QueueDepthOptions,
  rabbitmq,
  redis,
  resolveApp,
  service,
  type TasksOptions,
  valkey,
} from "../index.js";

const app = image("app");
const cache = valkey("cache");
const broker = rabbitmq("tasks", { engine: "container" });
const jobs = { cache, stream: "jobs", group: "workers" };
const prompts = { broker, queue: "prompts" };

const onWork = (of: QueueDepthOptions["of"], tasks: TasksOptions = { min: 0, max: 5 }): TasksOptions => ({
  ...tasks,
  queueDepth: { of, messagesPerTask: 10 },
});
const worker = (name: string, tasks: TasksOptions, of = cache) =>
  service(name, { image: app, tasks, env: { REDIS_URL: of.url, AMQP_URL: broker.url } });

const ADOPTED = {
  vpcId: "vpc-0123456789abcdef0",
  zones: ["us-east-1a", "us-east-1b"],
  publicSubnets: ["subnet-0000000a", "subnet-0000000b"],
  privateSubnets: ["subnet-0000001a", "subnet-0000001b"],
};
const TASK_ENDPOINTS = ["ecr.api", "ecr.dkr", "logs"];
const endpointsOf = (services: readonly string[]) => ({ services, securityGroupId: "sg-0123456789abcdef0" });

describe("what measures waiting work", () => {
  it("is one for each cache and each broker in a container, however many services are scaled on it", () => {
    const { services, brokers } = resolveRoots({
      services: [
        worker("a", onWork(jobs)),
        worker("b", onWork({ ...jobs, stream: "mails" })),
        worker("c", onWork(jobs)),
        worker("d", onWork(prompts)),
      ],
    });
    expect(depthReporters({ services, brokers }).map((each) => [measuredPart(each), each.sources])).toEqual([
      ["brokers.tasks", [{ kind: "broker", broker: "tasks", queue: "prompts", virtualHost: "/" }]],
      [
        "caches.cache",
        [
          { kind: "stream", cache: "cache", stream: "jobs", group: "workers" },
          { kind: "stream", cache: "cache", stream: "mails", group: "workers" },
        ],
      ],
    ]);
  });

  it("is there for nobody whose number of tasks is fixed, and for nobody whom AWS counts for", () => {
    const amazonMq = rabbitmq("mq", { engine: "amazon-mq" });
    const roots: AppRoots = {
      services: [
        worker("a", onWork(jobs, { min: 1, max: 1 })),
        service("b", {
          image: app,
          tasks: onWork({ broker: amazonMq, queue: "prompts" }),
          env: { AMQP_URL: amazonMq.url },
        }),
      ],
    };
    expect(depthReporters(resolveRoots(roots))).toEqual([]);
  });

  it("finds a broker in a container by DNS, since a function can't be in Service Connect", () => {
    const waysOf = (tasks: TasksOptions) =>
      resolveRoots({ services: [worker("a", tasks)] }).services.find(({ name }) => name === "tasks")?.endpoint?.ways;
    expect(waysOf(onWork(prompts))).toBe("both");
    expect(waysOf({ min: 1, max: 5 })).toBe("service-connect");
  });

  it("rings when it has measured nothing for five minutes, which is not the same as no work", () => {
    const { alarms } = resolveRoots({ services: [worker("a", onWork(jobs))] }).observability;
    expect(alarms.filter(({ metric }) => metric.kind === "depth-measurements")).toMatchObject([
      {
        name: "cache-jobs-workers-unmeasured",
        subject: "caches.cache",
        comparison: "below",
        threshold: 1,
        datapointsToAlarm: 5,
        missingData: "breaching",
      },
    ]);
  });
});

describe("the way of what measures to the cache's URL", () => {
  it("is an endpoint that comes along where there is no NAT", () => {
    const endpoints = (of: QueueDepthOptions["of"]) =>
      resolveRoots({ services: [worker("a", onWork(of))] }, { environment: { tier: "minimal" } }).network
        .interfaceEndpoints;
    expect(endpoints(jobs)).toEqual(["secretsmanager"]);
    expect(endpoints(prompts)).toEqual([]);
  });

  it("has to be there in a network that exists already", () => {
    const roots = { services: [worker("a", onWork(jobs))] };
    const codes = (services: readonly string[]) =>
      problemCodes(roots, {
        environment: {
          network: { adopt: { ...ADOPTED, egress: "none", interfaceEndpoints: endpointsOf(services) } },
        },
      });
    expect(codes(TASK_ENDPOINTS)).toContain("services.a.tasks.queueDepth.of: MeasuringWithoutWayOut");
    expect(codes([...TASK_ENDPOINTS, "secretsmanager"])).toEqual([]);
  });
});

describe("the way of what measures, in a network that another environment owns", () => {
  it("is the owner's to make", () => {
    const region = "us-east-1";
    const definition = defineApp({
      name: "shop",
      environments: {
        dev: { tier: "minimal", region, domain: "dev.example.com" },
        preview: { tier: "minimal", region, domain: "pr.dev.example.com", shares: "dev" },
      },
      // Only the preview's number of tasks follows its work.
      build: ({ environment: { name } }) => ({
        services: [worker("a", name === "dev" ? { min: 1, max: 1 } : onWork(jobs))],
      }),
    });
    const problems = problemsOf(() => resolveApp(definition, "preview", { baseFolder: "/app" }));
    expect(problems).toMatchObject([
      {
        path: "services.a.tasks.queueDepth.of",
        code: "MeasuringWithoutWayOut",
        fix: 'Give the network of the environment "dev" interfaceEndpoints: ["secretsmanager"], or a NAT.',
      },
    ]);
  });
});

describe("work that is measured", () => {
  it("is refused in a cache that gives it up when its memory is full", () => {
    const forgetful = valkey("cache", { evictionPolicy: "allkeys-lru" });
    const of = { ...jobs, cache: forgetful };
    expect(problemCodes({ services: [worker("a", onWork(of), forgetful)] })).toEqual([
      "caches.cache.evictionPolicy: EvictedWork",
    ]);
  });

  it("is refused in a cache that exists already and whose URL nobody keeps", () => {
    const existing = redis("old", { adopt: { host: "old.example.com", securityGroupId: "sg-0123456789abcdef0" } });
    const roots = {
      services: [
        service("a", {
          image: app,
          tasks: onWork({ cache: existing, stream: "jobs", group: "workers" }),
          env: { REDIS_HOST: existing.host },
        }),
      ],
    };
    expect(problemCodes(roots, { environment: { network: { adopt: { ...ADOPTED, egress: "nat" } } } })).toEqual([
      "caches.old.adopt.urlSecretArn: UnmeasuredCache",
    ]);
  });

  it("is refused in a RabbitMQ that doesn't tell", () => {
    const old = rabbitmq("tasks", { engine: "container", version: "3.9.29" });
    const tasks = onWork({ broker: old, queue: "prompts" });
    expect(problemCodes({ services: [service("a", { image: app, tasks, env: { AMQP_URL: old.url } })] })).toEqual([
      "services.a.tasks.queueDepth.of: UnmeasuredBroker",
    ]);
  });

  it.each([
    [{ group: undefined }, "queueDepth.of.group: MissingOption"],
    [{ stream: "", group: "workers" }, "queueDepth.of.stream: OutOfRange"],
    [{ stream: "Aufträge", group: "workers" }, "queueDepth.of.stream: UncountableName"],
    [{ stream: ":jobs", group: "workers" }, "queueDepth.of.stream: UncountableName"],
    [{ stream: "jobs", groups: "workers", group: "workers" }, "queueDepth.of.groups: UnknownOption"],
  ])("is refused as %j", (names, expected) => {
    const of = miswritten<QueueDepthOptions["of"]>({ cache, stream: "x", group: "x" }, names);
    expect(problemCodes({ services: [worker("a", onWork(of))] })).toEqual([`services.a.tasks.${expected}`]);
  });
});
