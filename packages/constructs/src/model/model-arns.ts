import { invokedId, type ResolvedModel } from "@fairlead/model";
import { ArnFormat, type Stack } from "aws-cdk-lib";

/** What a role names to call a model. */
export interface ModelArns {
  readonly modelArn: string;
  /** `null`: it is called without one. */
  readonly profileArn: string | null;
}

/**
 * The ARNs of a model. Behind a profile the model lies in whichever regions the profile sends calls to, and in none for those that
 * send them everywhere; which these are differs by model and changes. So the region is left open and the statement is held to the
 * profile instead, as AWS's own example has it
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html, 2026-11).
 */
export function modelArns(stack: Stack, model: ResolvedModel): ModelArns {
  const arn = (
    resource: string,
    resourceName: string,
    place: { readonly region?: string; readonly account?: string },
  ) =>
    stack.formatArn({ service: "bedrock", resource, resourceName, arnFormat: ArnFormat.SLASH_RESOURCE_NAME, ...place });
  // The models are AWS's own and in no account.
  if (model.profile === null) {
    return { modelArn: arn("foundation-model", model.modelId, { account: "" }), profileArn: null };
  }
  return {
    modelArn: arn("foundation-model", model.modelId, { region: "*", account: "" }),
    profileArn: arn("inference-profile", invokedId(model), {}),
  };
}
