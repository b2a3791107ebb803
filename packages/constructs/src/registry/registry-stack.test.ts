import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { imageOf } from "./image-of.js";
import { RegistryStack } from "./registry-stack.js";

const PUSHED = { name: "proxy", source: { kind: "pushed" }, base: null, needs: [] } as const;
const EXTERNAL = {
  name: "collector",
  source: { kind: "external", uri: "public.ecr.aws/example/collector@sha256:0" },
  base: null,
  needs: [],
} as const;

describe("RegistryStack", () => {
  it("keeps images of its own, with tags that never move and a scan at each push", () => {
    const template = Template.fromStack(registryOf(aResolvedApp()));
    template.hasResource("AWS::ECR::Repository", {
      Properties: {
        RepositoryName: "llm-proxy/prod/proxy",
        ImageTagMutability: "IMMUTABLE",
        ImageScanningConfiguration: { ScanOnPush: true },
        LifecyclePolicy: { LifecyclePolicyText: Match.stringLikeRegexp('"countNumber":30') },
      },
      DeletionPolicy: "RetainExceptOnCreate",
    });
  });

  it("empties the repositories of an environment that is not protected, so that they can go with it", () => {
    const app = aResolvedApp({ ingress: null, databases: [] });
    Template.fromStack(registryOf(app)).hasResource("AWS::ECR::Repository", {
      Properties: { EmptyOnDelete: true },
      DeletionPolicy: "Delete",
    });
  });

  it("keeps nothing of an image that comes from elsewhere", () => {
    expect(registryOf(aResolvedApp({ images: [EXTERNAL] })).repositories.size).toBe(0);
  });
});

describe("imageOf", () => {
  it("asks the stack's deployer for the digest, once, and without a default", () => {
    const { stack, registry } = world();
    const first = imageOf(stack, PUSHED, registry);
    expect(imageOf(stack, PUSHED, registry)).toEqual(first);
    const template = Template.fromStack(stack);
    template.hasParameter("ProxyImageDigest", { AllowedPattern: "^sha256:[a-f0-9]{64}$", Default: Match.absent() });
    expect(JSON.stringify(stack.resolve(first.uri))).toContain("/llm-proxy/prod/proxy@");
    expect(JSON.stringify(stack.resolve(first.repositoryArn))).toContain(":repository/llm-proxy/prod/proxy");
  });

  it("names an external image as it is and needs no right to pull it", () => {
    const { stack, registry } = world();
    expect(imageOf(stack, EXTERNAL, registry)).toEqual({ uri: EXTERNAL.source.uri, repositoryArn: null });
  });
});

const registryOf = (app: ResolvedApp): RegistryStack => new RegistryStack(new App(), "Registry", { app });

function world(): { readonly stack: Stack; readonly registry: RegistryStack } {
  const scope = new App();
  const registry = new RegistryStack(scope, "Registry", { app: aResolvedApp({ images: [EXTERNAL, PUSHED] }) });
  return { stack: new Stack(scope, "Jobs", { env: { region: "us-east-1" } }), registry };
}
