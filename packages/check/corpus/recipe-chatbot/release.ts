import { image } from "@fairlead/model";
import { isRecord } from "../../src/templates/is-record.js";
import { recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { backendAlone, frontendAlone } from "./parts.js";

const deploymentsOf = (graph: TemplateGraph): Readonly<Record<string, unknown>>[] =>
  graph.ofType("AWS::ECS::Service").map(({ properties }) => recordOf(properties["DeploymentConfiguration"]));

/** Whether every image of the app is named by a digest that the deployment hands in. */
function imagesByDigest(graph: TemplateGraph): boolean {
  const images = graph
    .ofType("AWS::ECS::TaskDefinition")
    .flatMap(({ properties }) => recordsOf(properties["ContainerDefinitions"]))
    .map((container) => container["Image"]);
  return images.length > 0 && images.every((each) => isRecord(each) && JSON.stringify(each).includes("ImageDigest"));
}

const isRolledBack = (deployment: Readonly<Record<string, unknown>>): boolean => {
  const breaker = recordOf(deployment["DeploymentCircuitBreaker"]);
  return breaker["Enable"] === true && breaker["Rollback"] === true;
};

/** What the plan got wrong on images and how they come to run. */
export const RELEASE_MISTAKES: readonly Mistake[] = [
  {
    id: "image-that-is-never-run",
    mistake:
      "The pipeline pushes an image by its commit and then forces a new deployment. The task definition names the tag of before: the old code is started once more, and the pipeline is green.",
    outcome: {
      kind: "unwritable",
      because: "An image is a parameter of the template that takes the digest of what was pushed.",
      app: () => backendAlone(),
      holds: imagesByDigest,
    },
  },
  {
    id: "nobody-waits",
    mistake: "The pipeline ends as soon as ECS has taken the order: a release that never comes up is green as well.",
    outcome: {
      kind: "unwritable",
      because:
        "Services are resources of CloudFormation, which waits until they are steady, and every one goes back by itself when its tasks don't come up.",
      app: () => backendAlone(),
      holds: (graph) => deploymentsOf(graph).length > 0 && deploymentsOf(graph).every(isRolledBack),
    },
  },
  {
    id: "blue-green-in-name",
    mistake:
      "What is called blue/green has 200 and 100 percent and a circuit breaker, which is a rolling deployment: both versions answer side by side, and going back takes a new deployment.",
    outcome: {
      kind: "unwritable",
      because: "The strategies bear ECS's names and are ECS's own.",
      app: () => backendAlone({ rollout: { strategy: "blue-green" } }),
      holds: (graph) => deploymentsOf(graph).some((deployment) => deployment["Strategy"] === "BLUE_GREEN"),
    },
  },
  {
    id: "steps-that-ecs-lacks",
    mistake:
      "deploymentSteps with preparation, traffic shift and clean-up are no words of ECS: the service is refused.",
    outcome: {
      kind: "refused",
      app: () =>
        backendAlone({
          rollout: {
            strategy: "blue-green",
            // @ts-expect-error Nothing has such an option.
            deploymentSteps: ["start-new-tasks", "health-check", "traffic-shift"],
          },
        }),
      problem: "UnknownOption",
    },
  },
  {
    id: "keys-in-the-pipeline",
    mistake:
      "The pipeline signs in with a user's access key, which is good everywhere and for ever, and lies in GitHub.",
    outcome: {
      kind: "out-of-reach",
      because: "A workflow is a file of GitHub's and no part of the description.",
      reachedBy: "A check of the repository's workflows would; the example's own signs in by OpenID Connect.",
    },
  },
  {
    id: "development-server",
    mistake:
      "The frontend's image starts `npm run dev`: pages are compiled as they are asked for, and errors show their sources.",
    outcome: {
      kind: "found",
      in: () => frontendAlone({ command: ["npm", "run", "dev"] }),
      finding: "DevelopmentServer",
      on: "services.frontend",
    },
  },
  {
    id: "node-18",
    mistake: "The frontend's image starts from node:18-alpine, which has been without maintenance since April 2025.",
    outcome: {
      kind: "found",
      in: () => frontendAlone({ image: image("frontend", { base: "node:18-alpine" }) }),
      finding: "RetiredBaseImage",
      on: "images.frontend",
    },
  },
  {
    id: "address-of-the-api-at-run-time",
    mistake:
      "NEXT_PUBLIC_API_URL is to be set per environment. Next.js has written it into the browser's files when the image was built: the browsers of production call localhost.",
    outcome: {
      kind: "found",
      in: () => frontendAlone({ env: { NEXT_PUBLIC_API_URL: "https://recipe-chatbot.example.com" } }),
      finding: "BuildTimeVariable",
      on: "services.frontend",
    },
  },
  {
    id: "libraries-of-two-years-ago",
    mistake:
      "OpenTelemetry is pinned to releases of November 2023 and Next.js to 15.4.4; what was mended since is open.",
    outcome: {
      kind: "out-of-reach",
      because: "What is inside of an image is known once it is built.",
      reachedBy:
        "Amazon ECR's scan of pushed images does, which every repository has on; `fairlead doctor` could read its findings.",
    },
  },
];
