import { addressOf, type ResolvedApp, type ResolvedImage } from "@fairlead/model";
import { Duration } from "aws-cdk-lib";
import { type LifecycleRule, Repository, RepositoryEncryption, TagMutability, TagStatus } from "aws-cdk-lib/aws-ecr";
import type { Construct } from "constructs";
import { markAddress } from "../provenance/mark-address.js";
import { AppStack } from "../stacks/app-stack.js";
import { isProtected, removalPolicy } from "../stacks/data-protection.js";
import { environmentPath } from "../stacks/resource-names.js";

/**
 * `<app>/<environment>/<image>`: each environment has repositories of its own, so that who may push to one can't change what
 * runs in another, and an environment's end is the end of its images.
 */
export const repositoryName = (app: ResolvedApp, image: string): string => environmentPath(app, image);

/** The ECR repositories of the images that this project builds or pushes. It waits for no stack: images may be pushed first. */
export class RegistryStack extends AppStack {
  /** By the image's name; external images have none. */
  readonly repositories: ReadonlyMap<string, Repository>;

  constructor(scope: Construct, id: string, { app }: { readonly app: ResolvedApp }) {
    super(scope, id, {
      app,
      role: "Registry",
      description: `Image repositories of ${app.name} (${app.environment.name})`,
    });
    this.repositories = new Map(
      app.images.filter(isKept).map((image) => [image.name, makeRepository(this, app, image.name)]),
    );
  }
}

const isKept = (image: ResolvedImage): boolean => image.source.kind !== "external";

const LIFECYCLE_RULES = [
  {
    description: "An image without a tag is half a push or was replaced; a week is enough to look at it.",
    tagStatus: TagStatus.UNTAGGED,
    maxImageAge: Duration.days(7),
    rulePriority: 1,
  },
  {
    description: "Thirty releases back is further than anyone rolls back; what is older costs storage.",
    tagStatus: TagStatus.ANY,
    maxImageCount: 30,
    rulePriority: 2,
  },
] as const satisfies readonly LifecycleRule[];

function makeRepository(scope: RegistryStack, app: ResolvedApp, image: string): Repository {
  const repository = new Repository(scope, image, {
    repositoryName: repositoryName(app, image),
    imageScanOnPush: true,
    imageTagMutability: TagMutability.IMMUTABLE,
    // ECR's own key: an image holds no secrets, and a customer key would make this stack wait for the secrets stack.
    encryption: RepositoryEncryption.AES_256,
    lifecycleRules: [...LIFECYCLE_RULES],
    removalPolicy: removalPolicy(app),
    emptyOnDelete: !isProtected(app),
  });
  return markAddress(repository, addressOf("image", image));
}
