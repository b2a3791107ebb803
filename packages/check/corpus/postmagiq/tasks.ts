import { image, queue, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake, Outcome } from "../mistake.js";
import { apiImage, withApi } from "./parts.js";

/** Up to four tasks of the API, each with something that the others need. */
const keeping = (keeps: string): Outcome => ({
  kind: "found",
  in: () => withApi({ tasks: { min: 2, max: 4 }, traits: { keeps } }),
  finding: "StateInScalingTask",
  on: "services.api",
});

const containersOf = (graph: TemplateGraph): readonly Readonly<Record<string, unknown>>[] =>
  graph.ofType("AWS::ECS::TaskDefinition").flatMap(({ properties }) => recordsOf(properties["ContainerDefinitions"]));

/** The API's image comes from a repository of the environment, and by its digest. */
function hasRepository(graph: TemplateGraph): boolean {
  const names = graph.ofType("AWS::ECR::Repository").map(({ properties }) => properties["RepositoryName"]);
  return names.some((name) => String(name).endsWith("/api"));
}

/** What is to be scaled on has a number, and the number of tasks has two ends. */
function scalesBetweenNumbers(graph: TemplateGraph): boolean {
  const targets = graph.ofType("AWS::ApplicationAutoScaling::ScalableTarget");
  const policies = graph.ofType("AWS::ApplicationAutoScaling::ScalingPolicy");
  return (
    targets.some(({ properties }) => Number(properties["MinCapacity"]) < Number(properties["MaxCapacity"])) &&
    policies.some(
      ({ properties }) =>
        typeof recordOf(properties["TargetTrackingScalingPolicyConfiguration"])["TargetValue"] === "number",
    )
  );
}

/** A collector of OpenTelemetry stands beside the app, and X-Ray's own daemon nowhere. */
function tracesByCollector(graph: TemplateGraph): boolean {
  const images = JSON.stringify(containersOf(graph).map(({ Image }) => Image));
  return images.includes("aws-otel-collector") && !images.includes("xray-daemon");
}

const worker = (longestResponse: string) => {
  const runs = queue("runs");
  return service("workers", { image: apiImage, env: { RUNS_QUEUE_URL: runs.urlForReceiving }, longestResponse });
};

/** Of containers and what they do. */
export const TASKS: readonly Mistake[] = [
  {
    id: "gpu-on-fargate",
    mistake: 'The watermark service is to run on "ECS Fargate (GPU)"; Fargate has no GPUs.',
    outcome: {
      kind: "refused",
      app: () => describeRoots({ services: [service("watermark", { image: image("watermark"), gpus: 1 })] }),
      problem: "GpusOnFargate",
    },
  },
  {
    id: "workflows-on-spot",
    mistake:
      "FARGATE_SPOT saves money on the API, in whose threads workflows run for many minutes: AWS ends them two minutes after saying so.",
    outcome: {
      kind: "found",
      in: () => withApi({ capacity: "fargate-spot", longestResponse: "10m" }),
      finding: "SpotCutsResponses",
      on: "services.api",
    },
  },
  {
    id: "workflows-end-with-releases",
    mistake:
      "A workflow of half an hour runs in a task that every release and every scale-in may end; Fargate kills it two minutes after SIGTERM, and nobody starts it again.",
    outcome: {
      kind: "refused",
      app: () => describeRoots({ services: [worker("30m")] }),
      problem: "StopTimeoutCeiling",
    },
  },
  {
    id: "progress-in-one-task",
    mistake:
      "Who listens on /api/ws stands in a dictionary of each process: with two tasks half of the browsers never see their workflow move.",
    outcome: keeping("its listeners on /api/ws"),
  },
  {
    id: "sign-in-in-one-task",
    mistake:
      "The state of an OAuth sign-in is kept in memory: the callback meets another task, which knows nothing of it.",
    outcome: keeping("the state of OAuth sign-ins"),
  },
  {
    id: "one-workflow-per-task",
    mistake:
      "Whether a workflow runs is known to one process alone: each task refuses a second one for all tenants, and another task starts the same one twice.",
    outcome: keeping("the record of running workflows"),
  },
  {
    id: "artifacts-on-disk",
    mistake: "Artifacts, drafts and sessions are files below workflow/: they are in one task, and gone with it.",
    outcome: keeping("its files of artifacts and sessions"),
  },
  {
    id: "nobody-publishes",
    mistake: "Posts are written down for an hour to come, and no process of the plan ever looks which are due.",
    outcome: {
      kind: "out-of-reach",
      because: "That rows are written and never read stands in the app's code alone.",
      reachedBy: "A test of the deployed app that waits for a post that is due.",
    },
  },
  {
    id: "no-registry",
    mistake: "A step pushes images to ECR, but there is no module that makes a repository: the push is refused.",
    outcome: {
      kind: "unwritable",
      because: "Each image that a pipeline of yours pushes has its repository.",
      app: () => withApi({}),
      holds: hasRepository,
    },
  },
  {
    id: "scaling-without-numbers",
    mistake: 'Scaling is by "CloudWatch alarms", without a metric, a target or two ends: nothing ever scales.',
    outcome: {
      kind: "unwritable",
      because: "A range of tasks has a target for scaling, the tier's where nothing is stated.",
      app: () => withApi({}),
      holds: scalesBetweenNumbers,
    },
  },
  {
    id: "xray-daemon",
    mistake: "Traces go by X-Ray's daemon, which has been in maintenance since February 2026.",
    outcome: {
      kind: "unwritable",
      because: "`tracing: true` puts AWS's distribution of the OpenTelemetry collector beside the app.",
      app: () => withApi({ tracing: true }),
      holds: tracesByCollector,
    },
  },
  {
    id: "reloading-server",
    mistake:
      "The image starts uvicorn with --reload: it watches files that never change, and starts anew with every one that a task writes.",
    outcome: {
      kind: "found",
      in: () => withApi({ command: ["uvicorn", "api.main:app", "--host", "0.0.0.0", "--port", "8000", "--reload"] }),
      finding: "DevelopmentServer",
      on: "services.api",
    },
  },
  {
    id: "node-20",
    mistake: "The client is built and shown by Node.js 20, which nobody has maintained since April 2026.",
    outcome: {
      kind: "found",
      in: () => describeRoots({ services: [service("gui", { image: image("gui", { base: "node:20-slim" }) })] }),
      finding: "RetiredBaseImage",
      on: "images.gui",
    },
  },
];
