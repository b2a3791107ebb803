import { image, ingress, postgres, service, type ServiceOptions } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { recordOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { foreignApp, resource, type Resources, scaledOn, serviceWith, taskWith } from "./foreign-app.js";

const found = (finding: string, changes: Resources) =>
  ({ kind: "found", in: foreignApp(changes), finding, on: null }) as const;

const CPU = "ECSServiceAverageCPUUtilization";
const LONG_ANSWERS: Resources = {
  Balancer: resource("AWS::ElasticLoadBalancingV2::LoadBalancer", {
    LoadBalancerAttributes: [{ Key: "idle_timeout.timeout_seconds", Value: "300" }],
  }),
};

const api = (options: Partial<ServiceOptions>) =>
  describeRoots({
    ingress: ingress({ routes: { "/*": service("api", { image: image("api"), port: 8080, ...options }) } }),
  });

const isBlueGreen = (graph: TemplateGraph): boolean => {
  const services = graph.ofType("AWS::ECS::Service");
  return (
    services.length > 0 &&
    services.every(({ properties }) => recordOf(properties["DeploymentConfiguration"])["Strategy"] === "BLUE_GREEN")
  );
};

/** How many tasks there are, on what, and what they keep to themselves. */
export const SCALING: readonly Mistake[] = [
  {
    id: "streams-scaled-on-cpu",
    mistake: "Tasks wait for a model most of the time, and scale on CPU alone: they run out of connections at 10 %.",
    outcome: found("StreamsScaledOnCpu", { ...LONG_ANSWERS, ...scaledOn({ MinCapacity: 2, MaxCapacity: 10 }, CPU) }),
  },
  {
    id: "streams-scaled-on-cpu-as-described",
    mistake: "The same in a description: answers of five minutes, scaled on CPU.",
    outcome: {
      kind: "found",
      in: () => api({ longestResponse: "5m", tasks: { min: 2, max: 10, cpuPercent: 70 } }),
      finding: "CpuAloneScales",
      on: "services.api",
    },
  },
  {
    id: "count-that-fights-scaling",
    mistake: "Three tasks by the template, two to ten by the scaling: each release sets them back to three.",
    outcome: found("DesiredCountFightsScaling", {
      ...serviceWith({ DesiredCount: 3 }),
      ...scaledOn({ MinCapacity: 2, MaxCapacity: 10 }),
    }),
  },
  {
    id: "range-the-wrong-way-round",
    mistake: "At least three tasks and at most two, from two tables that disagree.",
    outcome: found("AutoscalingRangeInverted", scaledOn({ MinCapacity: 3, MaxCapacity: 2 })),
  },
  {
    id: "scaled-to-zero-on-cpu",
    mistake:
      '"Automatic scaling to zero" on CPU: where there is no task nothing is measured, and nothing starts the first.',
    outcome: {
      kind: "refused",
      app: () => api({ tasks: { min: 0, max: 4, cpuPercent: 70 } }),
      problem: "NothingWakes",
    },
  },
  {
    id: "one-task-on-spot",
    mistake: "The whole service is one task on Spot: when AWS has none to spare, it is away.",
    outcome: found(
      "LoneSpotTask",
      serviceWith({ CapacityProviderStrategy: [{ CapacityProvider: "FARGATE_SPOT", Weight: 1 }] }),
    ),
  },
  {
    id: "all-tasks-on-spot-as-described",
    mistake: "The same in a description of an environment that is to withstand something.",
    outcome: {
      kind: "found",
      in: () => api({ capacity: "fargate-spot" }),
      finding: "SpotWithoutFloor",
      on: "services.api",
    },
  },
  {
    id: "cloned-broker",
    mistake: "One to three tasks, each with a broker of its own: replies wait where nobody listens.",
    outcome: found("ClonedBroker", {
      ...taskWith({ Image: "rabbitmq:4.2.1" }),
      ...scaledOn({ MinCapacity: 1, MaxCapacity: 3 }),
    }),
  },
  {
    id: "cloned-vector-store",
    mistake: "Chroma runs in the task that scales: three of them write the same files.",
    outcome: found("ClonedDatabase", {
      ...taskWith({ Image: "ghcr.io/chroma-core/chroma:0.5.23" }),
      ...scaledOn({ MinCapacity: 1, MaxCapacity: 3 }),
    }),
  },
  {
    id: "state-in-a-task-that-scales",
    mistake: "Live progress is in the memory of the task that works, the WebSocket may be on another.",
    outcome: {
      kind: "found",
      in: () => api({ tasks: { min: 2, max: 4 }, traits: { keeps: "live progress" } }),
      finding: "StateInScalingTask",
      on: "services.api",
    },
  },
  {
    id: "connections-at-full-surge",
    mistake: "Ten tasks with twenty connections each on a t4g.micro; during a release there are twice as many tasks.",
    outcome: {
      kind: "found",
      in: () =>
        api({
          tasks: { min: 2, max: 10 },
          env: { DATABASE_URL: postgres("main", { engine: "rds", instance: "t4g.micro" }).url },
          traits: { databaseConnections: 20 },
        }),
      finding: "ConnectionsAtSurge",
      on: "databases.main",
    },
  },
  {
    id: "blue-green-that-rolls",
    mistake:
      '"Blue-green" in the text, a rolling update with a circuit breaker in the template: both versions answer at once.',
    outcome: {
      kind: "unwritable",
      because: "A strategy is one of ECS's own, and what is written is what ECS does.",
      app: () => api({ rollout: { strategy: "blue-green" } }),
      holds: isBlueGreen,
    },
  },
];
