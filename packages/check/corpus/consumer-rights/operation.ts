import { image, ingress, service } from "@fairlead/model";
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
    id: "costs-that-leave-out-half",
    mistake:
      "One and the same option costs 15 to 70 USD a month, by prices of another region, with discounts that don't exist or count twice, and without load balancer, NAT, addresses, secrets and Chroma, and with endpoints for nothing: what works costs twice as much.",
    outcome: {
      kind: "priced",
      app: () =>
        describeRoots({
          services: [
            service("live-inference", {
              image: image("inference"),
              architecture: "x86_64",
              cpu: 2048,
              memory: 4096,
              tasks: 1,
            }),
          ],
        }),
      service: "Fargate",
      usd: 72,
    },
  },
  {
    id: "limit-that-ends-the-month-early",
    mistake:
      "250 queries a day cost 15 USD a month and not 5, and the app's own limit of 5 USD stops it on the tenth day.",
    outcome: {
      kind: "out-of-reach",
      because: "The limit is the app's, and its prices stand in its code.",
      reachedBy: "A price for what the model is asked in a month, to set the limit above: `fairlead cost`.",
    },
  },
];
