import { image, rabbitmq, service, type TasksOptions } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";

/** The plan's task: the broker beside the workers. */
const brokerInTheTask = (tasks: number | TasksOptions) =>
  describeRoots({
    services: [
      service("live-inference", {
        image: image("rag-core"),
        cpu: 1024,
        memory: 2048,
        tasks,
        sidecars: {
          rabbitmq: { image: image("broker", { uri: "docker.io/library/rabbitmq:3-management" }), port: 5672 },
        },
      }),
    ],
  });

const describeBroker = (version: string) =>
  describeRoots({
    services: [
      service("rag-core", {
        image: image("rag-core"),
        env: { RABBITMQ_URL: rabbitmq("rabbitmq", { engine: "container", version }).url },
      }),
    ],
  });

/** The broker and its queues. */
export const BROKER_MISTAKES: readonly Mistake[] = [
  {
    id: "broker-cloned-by-scaling",
    mistake:
      "Scaling from one to three tasks clones the broker in each: an answer lies in one of three brokers, and who waits for it listens at another.",
    outcome: {
      kind: "found",
      in: () => brokerInTheTask({ min: 1, max: 3 }),
      finding: "ClonedBroker",
      on: "services.live-inference",
    },
  },
  {
    id: "two-brokers-at-a-release",
    mistake:
      "With one task, too, a release starts the new broker beside the old one, and splits the queues for minutes.",
    outcome: { kind: "found", in: () => brokerInTheTask(1), finding: "ClonedBroker", on: "services.live-inference" },
  },
  {
    id: "queues-end-with-the-task",
    mistake: "The broker keeps its queues in its container: every restart loses what waits.",
    outcome: {
      kind: "found",
      in: () => brokerInTheTask(1),
      finding: "DataWithoutVolume",
      on: "services.live-inference",
    },
  },
  {
    id: "rabbitmq-3",
    mistake: "The broker is rabbitmq:3-management, of a series that the community supports no longer.",
    outcome: { kind: "found", in: () => brokerInTheTask(1), finding: "RetiredBaseImage", on: "images.broker" },
  },
  {
    id: "moving-broker-version",
    mistake: "The tag rabbitmq:3-management moves: a restart may bring another RabbitMQ over the old one's files.",
    outcome: { kind: "refused", app: () => describeBroker("3-management"), problem: "MovingBrokerVersion" },
  },
  {
    id: "transient-queues-after-upgrade",
    mistake:
      "Five of six queues are neither durable nor exclusive. RabbitMQ 4.3 refuses them: the upgrade that the plan needs stops every worker.",
    outcome: {
      kind: "found",
      in: () => describeBroker("4.3.0"),
      finding: "TransientQueuesRefused",
      on: "brokers.rabbitmq",
    },
  },
  {
    id: "answers-of-others",
    mistake:
      "All clients take the next message of one reply queue: two people who ask at once get each other's answers.",
    outcome: {
      kind: "out-of-reach",
      because: "What the app writes into its messages, and who takes them, is code.",
      reachedBy: "A test of the gateway that asks two questions at once.",
    },
  },
];
