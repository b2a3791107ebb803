import { image, ingress, service, type ServiceOptions } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { foreignApp, ref, resource, type Resources, taskWith } from "./foreign-app.js";

const found = (finding: string, changes: Resources) =>
  ({ kind: "found", in: foreignApp(changes), finding, on: null }) as const;

const api = (options: Partial<ServiceOptions>) =>
  describeRoots({
    ingress: ingress({ routes: { "/*": service("api", { image: image("api"), port: 8080, ...options }) } }),
  });
const turnedAway = (options: Partial<ServiceOptions>) =>
  ({ kind: "found", in: () => api(options), finding: "HealthCheckTurnedAway", on: "services.api" }) as const;

const alarm = (change: Readonly<Record<string, unknown>>): Resources => ({
  Alarm: resource("AWS::CloudWatch::Alarm", {
    Namespace: "AWS/ECS",
    MetricName: "CPUUtilization",
    Dimensions: [{ Name: "ServiceName", Value: "api" }],
    AlarmActions: [ref("Topic")],
    ...change,
  }),
});

/** Health checks that fail, alarms that don't ring, and what is no longer maintained. */
export const ANSWERS: readonly Mistake[] = [
  {
    id: "health-check-behind-a-key",
    mistake:
      "Everything but the documentation wants an API key, the health check too: 401, and every task is replaced.",
    outcome: turnedAway({ health: "/health", traits: { guards: { keyExcept: ["/docs"] } } }),
  },
  {
    id: "health-check-behind-a-rate-limit",
    mistake: "The limiter stands before all routes and takes the load balancer's nodes for one caller: 429 under load.",
    outcome: turnedAway({ health: "/api/health", traits: { guards: { rateLimitExcept: [] } } }),
  },
  {
    id: "health-check-by-another-host",
    mistake: "The app answers to its own host alone; the load balancer asks by the task's address and gets 404.",
    outcome: turnedAway({ health: "/health", traits: { guards: { hosts: ["shop.example.com"] } } }),
  },
  {
    id: "health-check-of-no-path",
    mistake: "The health check asks /health, which the app doesn't have.",
    outcome: turnedAway({ health: "/health", traits: { paths: ["/api/*"] } }),
  },
  {
    id: "health-check-behind-the-work",
    mistake: "One worker answers one chat at a time; while it waits for the model, the health check waits for it.",
    outcome: {
      kind: "found",
      in: () => api({ longestResponse: "2m", traits: { concurrency: 1 } }),
      finding: "HealthBlockedByWork",
      on: "services.api",
    },
  },
  {
    id: "alarm-of-nothing",
    mistake: "The alarm names a metric and no service: it never sees a data point and never rings.",
    outcome: found("AlarmWithoutDimensions", alarm({ Dimensions: undefined })),
  },
  {
    id: "alarm-for-nobody",
    mistake: "The alarm has no action: it turns red on a page that nobody looks at.",
    outcome: found("AlarmWithoutAction", alarm({ AlarmActions: undefined })),
  },
  {
    id: "old-tls",
    mistake: "The listener names no policy, and the API's default takes TLS 1.0.",
    outcome: found("WeakTlsPolicy", {
      Listener: resource("AWS::ElasticLoadBalancingV2::Listener", {
        Protocol: "HTTPS",
        LoadBalancerArn: ref("Balancer"),
      }),
    }),
  },
  {
    id: "retired-database",
    mistake: "PostgreSQL 13 has no standard support any more: RDS bills extended support at ten times the instance.",
    outcome: found("RetiredEngine", {
      Database: resource("AWS::RDS::DBInstance", { Engine: "postgres", EngineVersion: "13.12" }),
    }),
  },
  {
    id: "retired-container",
    mistake: "RabbitMQ 3 is out of community support since July 2025.",
    outcome: found("RetiredContainerImage", taskWith({ Image: "rabbitmq:3-management" })),
  },
  {
    id: "x-ray-daemon",
    mistake: "A sidecar runs the X-Ray daemon, which ends in February 2027.",
    outcome: found("XrayDaemonRetired", taskWith({ Image: "public.ecr.aws/xray/aws-xray-daemon:3.4.0" })),
  },
];
