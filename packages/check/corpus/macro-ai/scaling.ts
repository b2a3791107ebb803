import { postgres, type RdsOptions } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { routed } from "./parts.js";
import { propertiesOf, someAndAll } from "./read-templates.js";

const targets = (graph: TemplateGraph) => propertiesOf(graph, "AWS::ApplicationAutoScaling::ScalableTarget");

const scheduled = (graph: TemplateGraph) =>
  targets(graph).flatMap(({ ScheduledActions: actions }) => recordsOf(actions));

const isScaled = (graph: TemplateGraph): boolean => {
  const ranges = targets(graph).map(({ MinCapacity: min, MaxCapacity: max }) => [min, max]);
  return ranges.length === 1 && ranges[0]?.[0] === 2 && ranges[0][1] === 10;
};

const atNight = () =>
  routed({
    tasks: {
      min: 1,
      max: 2,
      schedules: { night: { at: "cron(0 18 ? * MON-FRI *)", timezone: "America/New_York", min: 0, max: 0 } },
    },
  });

const withInstance = (instance: NonNullable<RdsOptions["instance"]>) =>
  routed({ env: { RELATIONAL_DATABASE_URL: postgres("main", { engine: "rds", instance }).url } });

const rings = (graph: TemplateGraph, threshold: number): boolean =>
  someAndAll(
    propertiesOf(graph, "AWS::CloudWatch::Alarm").filter(({ AlarmName: name }) =>
      JSON.stringify(name).includes("main-connections"),
    ),
    ({ Threshold: set }) => set === threshold,
  );

/** How many tasks there are, and when. */
export const SCALING_MISTAKES: readonly Mistake[] = [
  {
    id: "desired-count-set-back",
    mistake:
      "Production wants 3 tasks, its scaling 2 to 10: each deployment sets back to 3 what load has scaled out to 10.",
    outcome: {
      kind: "unwritable",
      because: "There is a range and no wish; a scaled service has no count in its template.",
      app: () => describeRoots(routed({ tasks: { min: 2, max: 10 } })),
      holds: (graph) =>
        isScaled(graph) &&
        someAndAll(propertiesOf(graph, "AWS::ECS::Service"), ({ DesiredCount: count }) => count === undefined),
    },
  },
  {
    id: "two-ranges",
    mistake: "One page scales from 1 to 10 tasks, another from 2 to 10: which one holds depends on who copies what.",
    outcome: {
      kind: "unwritable",
      because: "A service has one range.",
      app: () => describeRoots(routed({ tasks: { min: 2, max: 10 } })),
      holds: isScaled,
    },
  },
  {
    id: "one-threshold-for-all-sizes",
    mistake:
      "The alarm rings at 80 connections, for a t3.micro, which takes 112, as for an r6g.large, which takes 1802.",
    outcome: {
      kind: "unwritable",
      because: "The threshold is 80 % of what the instance takes: 1441 of an r6g.large.",
      app: () => describeRoots(withInstance("r6g.large")),
      holds: (graph) => rings(graph, 1441),
    },
  },
  {
    id: "one-task",
    mistake: "What was deployed in the end is one task without scaling: while it is replaced, nothing answers.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ tasks: 1 })),
      finding: "SingleTask",
      on: "services.api",
    },
  },
  {
    id: "shutdown-that-is-an-echo",
    mistake: "Staging is shut down at night by a job of the pipeline that prints a line and does nothing else.",
    outcome: {
      kind: "unwritable",
      because: "A schedule is a scheduled action of Application Auto Scaling.",
      app: () => describeRoots(atNight()),
      holds: (graph) =>
        someAndAll(scheduled(graph), ({ ScalableTargetAction: action }) => recordOf(action)["MaxCapacity"] === 0),
    },
  },
  {
    id: "ten-is-not-six",
    mistake: "22:00 UTC is taken for 18:00 in New York; it is 17:00 in winter.",
    outcome: {
      kind: "unwritable",
      because:
        "A schedule is written in the hours of the place, with its time zone, which AWS follows through the year.",
      app: () => describeRoots(atNight()),
      holds: (graph) =>
        someAndAll(
          scheduled(graph),
          ({ Schedule: at, Timezone: zone }) => at === "cron(0 18 ? * MON-FRI *)" && zone === "America/New_York",
        ),
    },
  },
];
