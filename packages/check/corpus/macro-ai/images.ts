import { image } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { listOf, recordOf, recordsOf } from "../../src/templates/read-value.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { routed } from "./parts.js";
import { containersIn, propertiesOf, someAndAll } from "./read-templates.js";

/** The parameter that stands behind the `@` of every image of the app's own; `null`: something else does. */
function digestParameter({ Image: uri }: Readonly<Record<string, unknown>>): string | null {
  const parts = listOf(listOf(recordOf(uri)["Fn::Join"])[1]);
  const name = recordOf(parts.at(-1))["Ref"];
  return typeof name === "string" && String(parts.at(-2)).endsWith("@") ? name : null;
}

const imagesAreDigests = (graph: TemplateGraph): boolean =>
  someAndAll(containersIn(graph), (container) => digestParameter(container) !== null);

const usesSpot = ({ CapacityProviderStrategy: strategy }: Readonly<Record<string, unknown>>): boolean =>
  recordsOf(strategy).some(({ CapacityProvider: provider }) => provider === "FARGATE_SPOT");

/** Images, how they come to the tasks, and what these run on. */
export const IMAGE_MISTAKES: readonly Mistake[] = [
  {
    id: "latest",
    mistake:
      "The task runs `macro-ai/express-api:latest`: two tasks of one revision may run different code, and a rollback brings back nothing.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ image: image("api", { uri: "macro-ai/express-api:latest" }) })),
      finding: "MovingImageTag",
      on: "services.api",
    },
  },
  {
    id: "built-but-never-deployed",
    mistake:
      "The pipeline builds `:<commit>`, the task definition says `:latest`: `--force-new-deployment` starts the old image again.",
    outcome: {
      kind: "unwritable",
      because: "A repository's image is a parameter that takes the digest of what was pushed.",
      app: () => describeRoots(routed()),
      holds: imagesAreDigests,
    },
  },
  {
    id: "no-image-yet",
    mistake:
      "The infrastructure is deployed before the first image exists and before the pipeline has signed in to a registry: the services wait for hours for tasks that can't start.",
    outcome: {
      kind: "unwritable",
      because:
        "The repository has a stack of its own, before the services, whose stack can't be deployed without a digest.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        imagesAreDigests(graph) &&
        graph.ofType("AWS::ECR::Repository").some(({ stack }) => stack === "shop-test-Registry") &&
        graph.ofType("AWS::ECS::Service").every(({ stack }) => stack === "shop-test-Ecs"),
    },
  },
  {
    id: "uri-taken-for-a-secret",
    mistake:
      "The image's URI holds the account's id, which the pipeline masks as a secret: the next job gets an empty text.",
    outcome: {
      kind: "unwritable",
      because: "The pipeline hands over a digest alone; account and region are CloudFormation's to fill in.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        imagesAreDigests(graph) &&
        containersIn(graph).every((container) => !/\d{12}\.dkr/u.test(JSON.stringify(container))),
    },
  },
  {
    id: "nginx-instead",
    mistake: "Where the image's URI was empty, `nginx:latest` was deployed in its place.",
    outcome: {
      kind: "refused",
      app: () => describeRoots(routed({ image: image("api", { uri: "" }) })),
      problem: "InvalidImageUri",
    },
  },
  {
    id: "other-architecture",
    mistake: "The pipeline's machine builds for amd64, the task definition says ARM64: `exec format error`.",
    outcome: {
      kind: "out-of-reach",
      because: "A digest doesn't tell what it was built for, and the build is the pipeline's.",
      reachedBy: "Reading the image's manifest in the registry before the stack is deployed.",
    },
  },
  {
    id: "spot-in-name",
    mistake: "The task definition is called Spot, and nothing selects FARGATE_SPOT: it costs what all others cost.",
    outcome: {
      kind: "unwritable",
      because: 'capacity: "fargate-spot" is a capacity provider of the service, not a name.',
      app: () => describeRoots(routed({ capacity: "fargate-spot" })),
      holds: (graph) => someAndAll(propertiesOf(graph, "AWS::ECS::Service"), usesSpot),
    },
  },
  {
    id: "node-20",
    mistake: "The image starts from Node.js 20, which nobody mends since April 2026.",
    outcome: {
      kind: "found",
      in: () => describeRoots(routed({ image: image("api", { base: "node:20-alpine" }) })),
      finding: "RetiredBaseImage",
      on: "images.api",
    },
  },
];
