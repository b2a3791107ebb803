import { image, model, type ModelOptions, service } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

const CLAUDE = "anthropic.claude-sonnet-4-20250514-v1:0";
const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

function synthesize(options: ModelOptions): Template {
  const app = resolveRoots({
    services: [service("api", { image: image("app"), env: { MODEL_ID: model("chat", options).id } })],
  });
  return Template.fromStack(buildStacks(new App({ context: { ...appContext() } }), app).ecs);
}

const roleAllows = (ecs: Template, statements: readonly unknown[]): void => {
  ecs.hasResourceProperties("AWS::IAM::Policy", {
    PolicyName: Match.stringLikeRegexp("TaskRole"),
    PolicyDocument: { Statement: Match.arrayWith([...statements]) },
  });
};

describe("a model", () => {
  it("is called by its name with the role of the task, and no other is", () => {
    const ecs = synthesize({ id: CLAUDE });
    roleAllows(ecs, [
      {
        Sid: "InvokeModels",
        Effect: "Allow",
        Action: INVOKE,
        Resource: `arn:aws:bedrock:us-east-1::foundation-model/${CLAUDE}`,
      },
    ]);
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      ContainerDefinitions: [Match.objectLike({ Environment: Match.arrayWith([{ Name: "MODEL_ID", Value: CLAUDE }]) })],
    });
  });

  it("is called through its profile alone where it has one, in whichever region that sends the call to", () => {
    const profile = {
      "Fn::Join": ["", ["arn:aws:bedrock:us-east-1:", { Ref: "AWS::AccountId" }, `:inference-profile/us.${CLAUDE}`]],
    };
    const ecs = synthesize({ id: CLAUDE, profile: "us" });
    roleAllows(ecs, [
      { Sid: "InvokeModels", Effect: "Allow", Action: INVOKE, Resource: profile },
      {
        Sid: "InvokeModelsThroughProfile1",
        Effect: "Allow",
        Action: INVOKE,
        Resource: `arn:aws:bedrock:*::foundation-model/${CLAUDE}`,
        Condition: { StringEquals: { "bedrock:InferenceProfileArn": profile } },
      },
    ]);
    ecs.hasResourceProperties("AWS::ECS::TaskDefinition", {
      ContainerDefinitions: [
        Match.objectLike({ Environment: Match.arrayWith([{ Name: "MODEL_ID", Value: `us.${CLAUDE}` }]) }),
      ],
    });
  });
});
