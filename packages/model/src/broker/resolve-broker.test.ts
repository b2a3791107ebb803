import { miswritten, problemCodes, resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import { image, rabbitmq, type RabbitmqOptions, service } from "../index.js";

const rootsWith = (options: RabbitmqOptions) => ({
  services: [service("a", { image: image("app"), env: { AMQP_URL: rabbitmq("tasks", options).url } })],
});
const amazonMq = { engine: "amazon-mq" } as const satisfies RabbitmqOptions;

describe("a broker of Amazon MQ", () => {
  it("has every gap filled when nothing is stated", () => {
    expect(resolveRoots(rootsWith(amazonMq)).brokers).toEqual([
      {
        name: "tasks",
        engine: { kind: "amazon-mq", instanceType: "mq.m7g.large", deployment: "single-instance" },
        version: "4.2",
        port: 5671,
      },
    ]);
  });

  it("is a cluster in production, and the smallest there is in a trial", () => {
    const engineIn = (tier: "minimal" | "production") =>
      resolveRoots(rootsWith(amazonMq), { environment: { tier } }).brokers[0]?.engine;
    expect(engineIn("production")).toMatchObject({ instanceType: "mq.m7g.large", deployment: "cluster" });
    expect(engineIn("minimal")).toMatchObject({ instanceType: "mq.m7g.medium", deployment: "single-instance" });
  });

  it("keeps what is stated", () => {
    const options: RabbitmqOptions = { ...amazonMq, version: "3.13", instance: "mq.m5.large", cluster: true };
    expect(resolveRoots(rootsWith(options)).brokers[0]).toMatchObject({
      engine: { instanceType: "mq.m5.large", deployment: "cluster" },
      version: "3.13",
    });
  });

  it("is reached by who names it, which is handed its URL", () => {
    expect(resolveRoots(rootsWith(amazonMq)).connections).toEqual([
      { kind: "injection", from: "services.a", to: "brokers.tasks", because: "AMQP_URL" },
      { kind: "network", from: "services.a", to: "brokers.tasks", port: 5671, because: "AMQP_URL" },
    ]);
  });

  it("rings before it stops its publishers", () => {
    const alarms = resolveRoots(rootsWith(amazonMq)).observability.alarms.filter(
      ({ subject }) => subject === "brokers.tasks",
    );
    expect(alarms.map(({ name }) => name)).toEqual(["tasks-broker-cpu", "tasks-broker-disk", "tasks-broker-memory"]);
  });

  it.each([
    [{ version: "3.12" }, "version: UnknownEngineVersion"],
    [{ version: "4.2.1" }, "version: UnknownEngineVersion"],
    [{ instance: "m7g.large" }, "instance: InvalidInstanceClass"],
    [{ instance: "mq.m5.large" }, "instance: InstanceWithoutEngine"],
    [{ version: "3.13", instance: "mq.t3.micro", cluster: true }, "cluster: ClusterTooSmall"],
    [{ replicas: 2 }, "replicas: UnknownOption"],
  ])("is refused with %j", (wrong, expected) => {
    expect(problemCodes(rootsWith(miswritten<RabbitmqOptions>(amazonMq, wrong)))).toEqual([
      `brokers.tasks.${expected}`,
    ]);
  });
});
