import { image, service } from "@fairlead/model";
import { describeRoots, miswritten } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import { chroma, liveInference } from "./live-inference.js";

const sized = (cpu: number, memory: number) =>
  describeRoots({ services: [service("live-inference", { image: image("rag-core"), cpu, memory })] });

/** What a task definition needs before ECS takes it. */
export const CONTAINER_MISTAKES: readonly Mistake[] = [
  {
    id: "sum-of-containers-as-task-size",
    mistake:
      "The task has 1536 CPU units, the sum of its containers: Fargate has no such size and refuses the task definition.",
    outcome: { kind: "refused", app: () => sized(1536, 2048), problem: "InvalidFargateSize" },
  },
  {
    id: "replacement-size",
    mistake: "The plan that replaced it has 2048 CPU units with 3072 MiB, which Fargate doesn't pair either.",
    outcome: { kind: "refused", app: () => sized(2048, 3072), problem: "InvalidFargateSize" },
  },
  {
    id: "container-without-image",
    mistake: "Four of the five containers name no image: the task definition is refused.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          services: [service("pii-filter", miswritten({ image: image("pii-filter") }, { image: undefined }))],
        }),
      problem: "MissingOption",
    },
  },
  {
    id: "no-execution-role",
    mistake: "The task definition has secrets and a log and no execution role: ECS refuses it.",
    outcome: {
      kind: "found",
      in: {
        consumer: {
          resources: {
            LiveInference: {
              Type: "AWS::ECS::TaskDefinition",
              Properties: {
                ContainerDefinitions: [
                  {
                    Name: "psql-worker",
                    Image: "psql-worker:1",
                    Secrets: [
                      { Name: "DB_PASSWORD", ValueFrom: "arn:aws:secretsmanager:ap-south-1:111122223333:secret:db" },
                    ],
                  },
                ],
              },
            },
          },
        },
      },
      finding: "ExecutionRoleMissing",
      on: null,
    },
  },
  {
    id: "log-of-one-container",
    mistake: "Only the PII filter has a log: of the four others nobody would know why they ended.",
    outcome: {
      kind: "unwritable",
      because: "Every container gets a log with a retention; its task definition names it.",
      app: liveInference,
      holds: (graph) => {
        const containers = graph
          .ofType("AWS::ECS::TaskDefinition")
          .flatMap(({ properties }) => recordsOf(properties["ContainerDefinitions"]));
        return (
          containers.length >= 6 &&
          containers.every((container) => recordOf(container["LogConfiguration"])["LogDriver"] === "awslogs")
        );
      },
    },
  },
  {
    id: "log-group-never-made",
    mistake:
      "The log group /ecs/consumer-rights is named and made by no step: the task stops before its container starts.",
    outcome: {
      kind: "found",
      in: {
        consumer: {
          resources: {
            LiveInference: {
              Type: "AWS::ECS::TaskDefinition",
              Properties: {
                ExecutionRoleArn: "arn:aws:iam::111122223333:role/execution",
                ContainerDefinitions: [
                  {
                    Name: "pii-filter",
                    Image: "pii-filter:1",
                    LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": "/ecs/consumer-rights" } },
                  },
                ],
              },
            },
          },
        },
      },
      finding: "LogGroupUnknown",
      on: null,
    },
  },
  {
    id: "no-health-checks",
    mistake: "No container has a health check, so a worker that hangs counts as well for as long as its process lives.",
    outcome: { kind: "found", in: liveInference, finding: "ContainerHealthMissing", on: "services.llm-connector" },
  },
  {
    id: "latest-pushed-and-run",
    mistake:
      "Images are pushed and run as latest: two tasks of one revision may run different code, and nothing can be rolled back.",
    outcome: {
      kind: "unwritable",
      because: "An image of the app's own is a template parameter that takes a digest.",
      app: liveInference,
      holds: (graph) => {
        const images = graph
          .ofType("AWS::ECS::TaskDefinition")
          .flatMap(({ properties }) => recordsOf(properties["ContainerDefinitions"]))
          .map(({ Image: name }) => JSON.stringify(name));
        const own = images.filter((name) => name.includes(".dkr.ecr."));
        return own.length >= 4 && own.every((name) => name.includes("@") && !name.includes(":latest"));
      },
    },
  },
  {
    id: "python-3-9",
    mistake: "Three images start from python:3.9, which nobody has mended since October 2025.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [service("rag-core", { image: image("rag-core", { base: "python:3.9-slim" }) })],
        }),
      finding: "RetiredBaseImage",
      on: "images.rag-core",
    },
  },
  {
    id: "airflow-2-9",
    mistake: "The pipeline runs on Airflow 2.9, whose maintenance has ended.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [service("airflow", { image: image("airflow", { uri: "docker.io/apache/airflow:2.9.2" }) })],
        }),
      finding: "RetiredBaseImage",
      on: "images.airflow",
    },
  },
  {
    id: "no-head-room",
    mistake:
      "The RAG core idles at 356 of its 512 MiB and has a quarter of a vCPU: nothing is left for a query, nor for a proxy beside it.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [
            service("rag-core", { image: image("rag-core"), cpu: 256, memory: 512, env: { CHROMA_HOST: chroma.host } }),
          ],
        }),
      finding: "LittleRoomForProxy",
      on: "services.rag-core",
    },
  },
];
