import type { Mistake } from "../mistake.js";
import { backendAlone } from "./parts.js";

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
];
