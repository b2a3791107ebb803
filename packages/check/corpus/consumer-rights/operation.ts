import { image, ingress, postgres, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { StackContents } from "../../src/testing/an-assembly.js";
import { listOf } from "../../src/templates/read-value.js";
import type { Mistake } from "../mistake.js";
import { liveInference } from "./live-inference.js";

const alarm = (properties: Readonly<Record<string, unknown>>): StackContents => ({
  consumer: {
    resources: {
      HighCpu: {
        Type: "AWS::CloudWatch::Alarm",
        Properties: { Namespace: "AWS/ECS", MetricName: "CPUUtilization", Threshold: 80, ...properties },
      },
    },
  },
});

const mumbai = { environment: { region: "ap-south-1", usage: { requestsPerMonth: 7600 } } } as const;
const gateway = { image: image("gateway"), port: 3001 } as const;

/** Alarms, scaling, and what it all costs. */
export const OPERATION_MISTAKES: readonly Mistake[] = [
  {
    id: "alarm-without-periods",
    mistake: "put-metric-alarm without --evaluation-periods is refused: there would be no alarm at all.",
    outcome: {
      kind: "unwritable",
      because: "Alarms follow from the parts, each with its periods.",
      app: liveInference,
      holds: (graph) => {
        const alarms = graph.ofType("AWS::CloudWatch::Alarm");
        return (
          alarms.length >= 8 &&
          alarms.every(({ properties }) => typeof properties["EvaluationPeriods"] === "number") &&
          alarms.every(({ properties }) => listOf(properties["AlarmActions"]).length > 0)
        );
      },
    },
  },
  {
    id: "alarm-without-dimensions",
    mistake: "The alarm names neither cluster nor service: it never sees a data point.",
    outcome: {
      kind: "found",
      in: alarm({ AlarmActions: ["arn:aws:sns:ap-south-1:111122223333:alerts"] }),
      finding: "AlarmWithoutDimensions",
      on: null,
    },
  },
  {
    id: "alarm-without-action",
    mistake: "The alarm has no action: it would ring, and nobody would hear it.",
    outcome: {
      kind: "found",
      in: alarm({ Dimensions: [{ Name: "ServiceName", Value: "live-inference" }] }),
      finding: "AlarmWithoutAction",
      on: null,
    },
  },
  {
    id: "high-availability-of-one-task",
    mistake: "High availability is promised for one task.",
    outcome: {
      kind: "found",
      in: () => describeRoots({ ingress: ingress({ routes: { "/*": service("gateway", { ...gateway, tasks: 1 }) } }) }),
      finding: "SingleTask",
      on: "services.gateway",
    },
  },
  {
    id: "spot-that-is-never-used",
    mistake:
      "Spot has the weight 2 above a base of one task, and there is one task: it always runs on demand, and the 70 % are never saved.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [
            service("live-inference", {
              image: image("rag-core"),
              tasks: 1,
              capacity: { spot: { onDemandBase: 1, onDemandWeight: 1, spotWeight: 2 } },
            }),
          ],
        }),
      finding: "SpotNeverUsed",
      on: "services.live-inference",
    },
  },
  {
    id: "compute-for-less-than-it-costs",
    mistake:
      "The recommended option has 22 USD a month for its compute, by prices of us-east-1 and a size that doesn't exist. The next size that does:",
    outcome: {
      kind: "priced",
      app: () =>
        describeRoots(
          {
            services: [
              service("live-inference", {
                image: image("rag-core"),
                cpu: 2048,
                memory: 4096,
                architecture: "x86_64",
                tasks: 1,
              }),
            ],
          },
          mumbai,
        ),
      service: "Fargate",
      usd: 76,
    },
  },
  {
    id: "load-balancer-for-nothing",
    mistake: "The load balancer that three steps of the recommended option make is in no line of its bill.",
    outcome: {
      kind: "priced",
      app: () => describeRoots({ ingress: ingress({ routes: { "/*": service("gateway", gateway) } }) }, mumbai),
      service: "ALB",
      usd: 17,
    },
  },
  {
    id: "way-out-for-nothing",
    mistake:
      "NAT is optional and endpoints are said to be free; the tasks need one of them, and neither is in the bill.",
    outcome: {
      kind: "priced",
      app: () => describeRoots({ services: [service("gateway", gateway)] }, mumbai),
      service: "NAT Gateway",
      usd: 41,
    },
  },
  {
    id: "standby-at-half-price",
    mistake: "Production has 30 USD a month for a db.t3.small with a standby, which costs more even on Graviton.",
    outcome: {
      kind: "priced",
      app: () =>
        describeRoots(
          {
            services: [
              service("psql-worker", {
                image: image("psql-worker"),
                env: { ...postgres("history", { engine: "rds", instance: "t4g.small", multiAz: true }).env },
              }),
            ],
          },
          mumbai,
        ),
      service: "RDS PostgreSQL",
      usd: 67,
    },
  },
  {
    id: "discounts-that-do-not-add-up",
    mistake:
      "Reserved capacity of Fargate doesn't exist, a discount on an instance is given on its disk as well, and Spot and a Savings Plan are both taken off the same compute.",
    outcome: {
      kind: "out-of-reach",
      because: "What is agreed on with AWS stands in no template.",
      reachedBy: "AWS's own calculator, and the first bill.",
    },
  },
  {
    id: "limit-that-ends-the-month-early",
    mistake:
      "250 queries a day cost 15 USD a month and not 5, and the app's own limit of 5 USD stops it on the tenth day.",
    outcome: {
      kind: "out-of-reach",
      because: "The limit is the app's, and its prices stand in its code.",
      reachedBy: "The price of that model in that region in `fairlead cost`, which has none yet, and a limit above it.",
    },
  },
];
