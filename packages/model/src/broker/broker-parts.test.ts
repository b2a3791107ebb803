import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { type AppRoots, image, job, rabbitmq, type RabbitmqOptions, service } from "../index.js";

const container = { engine: "container" } as const satisfies RabbitmqOptions;
const rootsWith = (options: RabbitmqOptions): AppRoots => ({
  services: [service("a", { image: image("app"), env: { AMQP_URL: rabbitmq("tasks", options).url } })],
});
const serviceOf = (options: RabbitmqOptions = container) =>
  resolveRoots(rootsWith(options), { environment: { tier: "minimal" } }).services.find(({ name }) => name === "tasks");

describe("a broker in a container", () => {
  it("is a service, an image and a volume of its name", () => {
    const app = resolveRoots(rootsWith(container));
    expect(app.brokers).toEqual([
      { name: "tasks", engine: { kind: "container", service: "tasks", volume: "tasks" }, version: "4.2.1", port: 5672 },
    ]);
    expect(app.services.map(({ name }) => name)).toEqual(["a", "tasks"]);
    expect(app.volumes).toMatchObject([{ name: "tasks", writers: "one", owner: { uid: 999, gid: 999 } }]);
    expect(app.images).toMatchObject([
      { name: "app", source: { kind: "pushed" } },
      { name: "tasks", source: { kind: "external", uri: "public.ecr.aws/docker/library/rabbitmq:4.2.1" } },
    ]);
  });

  it("is one task on demand, whatever the tier", () => {
    expect(serviceOf()).toMatchObject({
      capacity: { kind: "fargate" },
      scaling: { minTasks: 1, maxTasks: 1, cpuPercent: null },
    });
  });

  it("stops before its successor starts, and is given two minutes to write down what it holds", () => {
    expect(serviceOf()).toMatchObject({
      rollout: { minimumHealthyPercent: 0, maximumPercent: 100 },
      stopTimeoutSeconds: 120,
    });
  });

  it("keeps its data on its volume under a node name that stays", () => {
    const made = serviceOf();
    expect(made?.volumeMounts).toEqual([{ path: "/var/lib/rabbitmq", volume: "tasks", access: "write" }]);
    expect(made?.environment).toContainEqual({
      name: "RABBITMQ_NODENAME",
      value: { kind: "literal", value: "rabbit@localhost" },
    });
  });

  it("is asked by its own tool whether it is well", () => {
    expect(serviceOf()?.containerHealth?.command).toEqual(["CMD", "rabbitmq-diagnostics", "-q", "ping"]);
  });

  it("is reached as the service that it is, and alone knows its cookie", () => {
    const { connections } = resolveRoots(rootsWith(container));
    expect(connections.filter(({ kind }) => kind !== "permission")).toEqual([
      { kind: "injection", from: "services.a", to: "brokers.tasks", because: "AMQP_URL" },
      { kind: "network", from: "services.a", to: "services.tasks", port: 5672, because: "AMQP_URL" },
      {
        kind: "injection",
        from: "services.tasks",
        to: "brokers.tasks",
        because: "RABBITMQ_DEFAULT_PASS, RABBITMQ_DEFAULT_USER, RABBITMQ_ERLANG_COOKIE",
      },
      { kind: "network", from: "services.tasks", to: "volumes.tasks", port: 2049, because: "/var/lib/rabbitmq" },
    ]);
  });

  it("is found by name, by services and jobs alike", () => {
    const { url } = rabbitmq("tasks", container);
    const app = resolveRoots({
      services: [service("a", { image: image("app"), env: { AMQP_URL: url } })],
      jobs: [job("import", { image: image("app"), env: { AMQP_URL: url } })],
    });
    expect(app.services.find(({ name }) => name === "tasks")?.endpoint).toMatchObject({
      host: "tasks.shop-test.internal",
      ways: "both",
    });
  });

  it("takes the size, the version and the logs' days that are stated", () => {
    expect(serviceOf({ ...container, version: "4.1.4", cpu: 1024, memory: 4096, logRetention: 3 })).toMatchObject({
      cpuUnits: 1024,
      memoryMib: 4096,
      logRetentionDays: 3,
    });
  });

  it.each([
    [{ version: "4.2" }, "brokers.tasks.version: MovingBrokerVersion"],
    [{ version: "latest" }, "brokers.tasks.version: MovingBrokerVersion"],
    [{ cpu: 300 }, "brokers.tasks.cpu: InvalidFargateSize"],
    [{ tasks: 3 }, "brokers.tasks.tasks: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten<RabbitmqOptions>(container, wrong)))).toEqual([expected]);
  });

  it("is refused where another part has the name that its parts would have", () => {
    const { url } = rabbitmq("a", container);
    expect(problemCodes({ services: [service("a", { image: image("app"), env: { AMQP_URL: url } })] })).toContain(
      "brokers.a: NameTaken",
    );
  });
});
