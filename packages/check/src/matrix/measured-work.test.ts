import { image, rabbitmq, type ResolvedApp, service, valkey, type WorkSource } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { GraphResource } from "../templates/graph-resource.js";
import type { Permission } from "./permission-matrix.js";
import { permittedBeyond } from "./permitted-beyond.js";
import type { End, Reach } from "./reachability-matrix.js";
import { reachableBeyond } from "./reachable-beyond.js";

const broker = rabbitmq("tasks", { engine: "container" });
const cache = valkey("cache");

/** Two services, which are scaled on the broker and on the cache or not. */
function appWith(isMeasured: boolean): ResolvedApp {
  const onWork = (of: WorkSource) => (isMeasured ? { queueDepth: { of, messagesPerTask: 1 } } : {});
  return resolveRoots({
    services: [
      service("a", {
        image: image("app"),
        env: { AMQP_URL: broker.url },
        tasks: { min: 1, max: 3, ...onWork({ broker, queue: "prompts" }) },
      }),
      service("b", {
        image: image("app"),
        env: { REDIS_URL: cache.url },
        tasks: { min: 1, max: 3, ...onWork({ cache, stream: "jobs", group: "workers" }) },
      }),
    ],
  });
}

const end = (address: string): End => ({
  kind: "group",
  party: { kind: "group", stack: "Vpc", logicalId: address, address },
});
const reach = (from: string, to: string, port: number): Reach => ({
  from: end(from),
  to: end(to),
  protocol: "tcp",
  fromPort: port,
  toPort: port,
});
const beyond = (app: ResolvedApp, ...reaches: readonly Reach[]): string[] =>
  reachableBeyond(reaches, app).map(({ message }) => message);

describe("the way of what measures a broker in a container", () => {
  const toMetrics = reach("brokers.tasks", "services.tasks", 15_692);

  it("leads to the broker's metrics, and is described only where somebody is scaled on them", () => {
    expect(beyond(appWith(true), toMetrics)).toEqual([]);
    expect(beyond(appWith(false), toMetrics)).toEqual([
      "brokers.tasks can reach services.tasks on tcp port 15692, and nothing in the description says so.",
    ]);
  });

  it("leads to no other port and to no other part", () => {
    expect(
      beyond(
        appWith(true),
        reach("brokers.tasks", "services.tasks", 5672),
        reach("brokers.tasks", "caches.cache", 6379),
      ),
    ).toHaveLength(2);
  });
});

describe("the rights of what measures a cache", () => {
  const resource = (address: string, type: string): GraphResource => ({
    stack: "Data",
    logicalId: "X",
    type,
    properties: {},
    deletionPolicy: undefined,
    address,
    constructPath: "",
  });
  const reads = (address: string): Permission => ({
    role: resource("caches.cache", "AWS::IAM::Role"),
    holder: resource("caches.cache", "AWS::Lambda::Function"),
    use: "other",
    action: "secretsmanager:GetSecretValue",
    target: resource(address, "AWS::SecretsManager::Secret"),
    resourceArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:x-AbCdEf",
    isConditional: false,
  });

  it("are the cache's secrets, and nobody else's", () => {
    expect(permittedBeyond([reads("caches.cache")], appWith(true))).toEqual([]);
    expect(permittedBeyond([reads("brokers.tasks")], appWith(true)).map(({ address }) => address)).toEqual([
      "caches.cache",
    ]);
  });
});
