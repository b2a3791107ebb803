import { recordOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { backendAlone } from "./parts.js";

const QUEUE_DEPTH = { namespace: "RecipeChatbot/LLM", name: "QueueDepth", dimensions: { Service: "Backend" } } as const;

/** Whether scaling reads the metric with all that it is published with. */
function readsWholeMetric(graph: TemplateGraph): boolean {
  const read = graph
    .ofType("AWS::ApplicationAutoScaling::ScalingPolicy")
    .map(({ properties }) => recordOf(properties["TargetTrackingScalingPolicyConfiguration"]))
    .flatMap((configuration) => configuration["CustomizedMetricSpecification"] ?? []);
  const shown = JSON.stringify(graph.ofType("AWS::CloudWatch::Dashboard").map(({ properties }) => properties));
  return (
    read.length === 1 &&
    JSON.stringify(read).includes('"Dimensions":[{"Name":"Service","Value":"Backend"}]') &&
    shown.replaceAll("\\", "").includes('"RecipeChatbot/LLM","QueueDepth","Service","Backend"')
  );
}

/** What the plan got wrong on how many tasks there are. */
export const SCALING_MISTAKES: readonly Mistake[] = [
  {
    id: "to-zero-on-cpu",
    mistake:
      "The services are to scale to zero when nobody chats, by their CPU. Where no task runs no CPU is measured, and none is ever started again.",
    outcome: {
      kind: "refused",
      app: () => backendAlone({ tasks: { min: 0, max: 20, cpuPercent: 70 } }),
      problem: "NothingWakes",
    },
  },
  {
    id: "cpu-of-who-waits",
    mistake:
      'The backend is "I/O bound" and scales on CPU and memory: it waits for the model, its CPU idles, and no task is added however many chats wait.',
    outcome: {
      kind: "found",
      in: () => backendAlone({ longestResponse: "2m", tasks: { min: 2, max: 20, cpuPercent: 70, memoryPercent: 80 } }),
      finding: "CpuAloneScales",
      on: "services.backend",
    },
  },
  {
    id: "health-behind-chats",
    mistake:
      "One worker runs the calls of the model in its event loop, so /health waits behind a chat. After three times 5 s the load balancer takes a healthy task out, in the middle of its answer.",
    outcome: {
      kind: "found",
      in: () =>
        backendAlone({
          longestResponse: "1m",
          health: { path: "/health", interval: "30s", timeout: "5s", unhealthyThreshold: 3 },
          traits: { concurrency: 1 },
        }),
      finding: "HealthBlockedByWork",
      on: "services.backend",
    },
  },
  {
    id: "namespace-by-pattern",
    mistake:
      'The permission to publish metrics compares the namespace by StringEquals with "RecipeChatbot/*". That never holds, so no number arrives and nothing scales on it.',
    outcome: {
      kind: "found",
      in: {
        "recipe-chatbot": {
          resources: {
            EcsTaskRole: {
              Type: "AWS::IAM::Role",
              Properties: {
                Policies: [
                  {
                    PolicyName: "metrics",
                    PolicyDocument: {
                      Statement: [
                        {
                          Effect: "Allow",
                          Action: "cloudwatch:PutMetricData",
                          Resource: "*",
                          Condition: { StringEquals: { "cloudwatch:namespace": "RecipeChatbot/*" } },
                        },
                      ],
                    },
                  },
                ],
              },
            },
          },
        },
      },
      finding: "PatternComparedLiterally",
      on: null,
    },
  },
  {
    id: "queue-depth-without-its-dimension",
    mistake:
      "QueueDepth is published with Service=Backend, and the scaling policy names no dimension: it reads another metric, which has no values.",
    outcome: {
      kind: "unwritable",
      because: "A metric is declared once; scaling, dashboard and permission speak of that one.",
      app: () =>
        backendAlone({
          tasks: { min: 2, max: 20, metric: { of: "queue-depth", target: 5 } },
          metrics: { "queue-depth": { ...QUEUE_DEPTH, via: "PutMetricData", statistic: "Average" } },
        }),
      holds: readsWholeMetric,
    },
  },
  {
    id: "queue-depth-of-nobody",
    mistake:
      "Tasks are to scale on the depth of a queue. There is no queue, and no service says that it publishes the number.",
    outcome: {
      kind: "refused",
      app: () => backendAlone({ tasks: { min: 2, max: 20, metric: { of: "queue-depth", target: 5 } } }),
      problem: "UnknownMetric",
    },
  },
];
