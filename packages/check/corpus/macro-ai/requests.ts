import { describeRoots } from "@fairlead/testkit";
import { recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { routed } from "./parts.js";
import { propertiesOf, someAndAll } from "./read-templates.js";

const idleTimeoutIs = (graph: TemplateGraph, seconds: string): boolean =>
  someAndAll(
    propertiesOf(graph, "AWS::ElasticLoadBalancingV2::LoadBalancer").flatMap(({ LoadBalancerAttributes: all }) =>
      recordsOf(all).filter(({ Key: key }) => key === "idle_timeout.timeout_seconds"),
    ),
    ({ Value: value }) => value === seconds,
  );

/** What becomes of requests on their way, and what the API does by itself. */
export const REQUEST_MISTAKES: readonly Mistake[] = [
  {
    id: "health-check-limited",
    mistake:
      "The rate limiter stands before every route, the health check's too: under load it answers 429, and ECS takes good tasks away.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ traits: { guards: { rateLimitExcept: [] } } })),
      finding: "HealthCheckTurnedAway",
      on: "services.api",
    },
  },
  {
    id: "health-check-without-key",
    mistake:
      "One health check asks `/health`, where the API wants a key; it would be answered with 401. The API's own path is `/api/health`.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ health: "/health", traits: { guards: { keyExcept: ["/api/health*"] } } })),
      finding: "HealthCheckTurnedAway",
      on: "services.api",
    },
  },
  {
    id: "everyone-is-the-load-balancer",
    mistake:
      "The API doesn't trust its proxy: behind the load balancer all users have one address, and together the 100 requests of one.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ traits: { guards: { rateLimitExcept: ["/api/health*"], trustedProxies: 0 } } })),
      finding: "CallersLookAlike",
      on: "services.api",
    },
  },
  {
    id: "ten-seconds-to-leave",
    mistake: "The API ends itself 10 s after SIGTERM, in the middle of answers that stream for minutes.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ longestResponse: "5m", traits: { exitsAfter: "10s" } })),
      finding: "ExitsBeforeAnswers",
      on: "services.api",
    },
  },
  {
    id: "streams-cut-after-a-minute",
    mistake: "Nothing is said of how long an answer streams: the load balancer hangs up after 60 s of silence.",
    outcome: {
      kind: "unwritable",
      because: "The idle timeout follows from the longest answer of the services behind it.",
      app: () => describeRoots(routed({ longestResponse: "5m" })),
      holds: (graph) => idleTimeoutIs(graph, "300"),
    },
  },
  {
    id: "hangs-up-first",
    mistake:
      "Nothing is said of idle connections either: Express closes them after 5 s, the load balancer sends a request into one that was just closed, and answers 502.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ traits: { keepAlive: "5s" } })),
      finding: "KeepAliveTooShort",
      on: "services.api",
    },
  },
  {
    id: "cache-takes-the-api-along",
    mistake:
      "A connection that Redis reset ended the API's process, and one store was shared by three limiters: 502 for everyone.",
    outcome: {
      kind: "out-of-reach",
      because: "Whether an app outlives its cache stands in its code.",
      reachedBy: "A rehearsal that fails the cache over while requests run.",
    },
  },
  {
    id: "rest-where-redis-is-spoken",
    mistake: "The API's client of Redis speaks a provider's REST over HTTPS, which ElastiCache doesn't.",
    outcome: {
      kind: "out-of-reach",
      because: "Which protocol a library speaks stands in the app's code; its variable only says where.",
      reachedBy: "Starting the image against a local Redis before it is deployed.",
    },
  },
];
