import { expectPresent } from "@fairlead/errors";
import type { ResolvedApp, ResolvedImage } from "@fairlead/model";
import { CfnParameter, type Stack } from "aws-cdk-lib";
import { pascalCase } from "../stacks/resource-names.js";
import { repositoryName, type RegistryStack } from "./registry-stack.js";

/** An image as a task definition names it. */
export interface ImageReference {
  /** `<repository>@sha256:…` of a repository image, the given URI of an external one. */
  readonly uri: string;
  /** What the execution role must be able to pull from; `null` for an external image. */
  readonly repositoryArn: string | null;
}

/** Finds an image by its name in the description. */
export type ImageOwner = (name: string) => ImageReference;

/** The images of an app, as one of its stacks refers to them. */
export const imageOwner =
  (stack: Stack, app: ResolvedApp, registry: RegistryStack): ImageOwner =>
  (name) =>
    imageOf(
      stack,
      expectPresent(
        app.images.find((image) => image.name === name),
        `Image ${name}`,
      ),
      registry,
    );

/** The template parameter that takes an image's digest, e.g. `ProxyImageDigest`. */
export const imageParameterName = (image: string): string => `${pascalCase(image)}ImageDigest`;

/**
 * Refers to an image from a stack. A repository image becomes a parameter of that stack without a default: a template that
 * names no pushed image can't be deployed, and a tag that moves can't change what runs.
 */
export function imageOf(stack: Stack, image: ResolvedImage, registry: RegistryStack): ImageReference {
  switch (image.source.kind) {
    case "external":
      return { uri: image.source.uri, repositoryArn: null };
    case "build":
    case "pushed": {
      expectPresent(registry.repositories.get(image.name), `The repository of image ${image.name}`);
      // Composed from the name, which is known: an export of the registry stack would have to be let go before a repository could.
      const repository = repositoryName(registry.app, image.name);
      const digest = digestParameter(stack, image.name).valueAsString;
      return {
        uri: `${stack.account}.dkr.ecr.${stack.region}.${stack.urlSuffix}/${repository}@${digest}`,
        repositoryArn: stack.formatArn({ service: "ecr", resource: "repository", resourceName: repository }),
      };
    }
  }
}

function digestParameter(stack: Stack, image: string): CfnParameter {
  const name = imageParameterName(image);
  const existing = stack.node.tryFindChild(name);
  if (existing instanceof CfnParameter) return existing;
  return new CfnParameter(stack, name, {
    type: "String",
    description: `Digest of the image "${image}" that is to run, as its push to the repository reports it.`,
    allowedPattern: "^sha256:[a-f0-9]{64}$",
    constraintDescription: "A digest is the word sha256, a colon and 64 hexadecimal digits.",
  });
}
