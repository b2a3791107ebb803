import { Fault } from "@fairlead/errors";
import type { ReplyAddress } from "../release-gate/gate-answer.js";

/** The four steps in their order. */
export const ROTATION_STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
export type RotationStep = (typeof ROTATION_STEPS)[number];

/** Whatever calls the function, told apart. */
export type FunctionEvent =
  /** Secrets Manager. https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html (2026-11) */
  | {
      readonly kind: "rotation";
      readonly step: RotationStep;
      readonly secretArn: string;
      /** Id of the version that is to become current. */
      readonly versionId: string;
    }
  /** CloudFormation. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html (2026-11) */
  | { readonly kind: "lifecycle"; readonly request: "Create" | "Update" | "Delete"; readonly replyTo: ReplyAddress };

export function parseEvent(event: unknown): FunctionEvent {
  const fields = typeof event === "object" && event !== null ? { ...event } : {};
  const step = ROTATION_STEPS.find((known) => "Step" in fields && fields.Step === known);
  if (step !== undefined)
    return {
      kind: "rotation",
      step,
      secretArn: textOf(fields, "SecretId"),
      versionId: textOf(fields, "ClientRequestToken"),
    };
  const request = REQUESTS.find((known) => "RequestType" in fields && fields.RequestType === known);
  if (request !== undefined) return { kind: "lifecycle", request, replyTo: replyAddress(fields) };
  throw new Fault("UnknownEvent", "The event is neither a step of a rotation nor a request of CloudFormation.");
}

const REQUESTS = ["Create", "Update", "Delete"] as const;

function replyAddress(fields: object): ReplyAddress {
  const logicalResourceId = textOf(fields, "LogicalResourceId");
  return {
    responseUrl: textOf(fields, "ResponseURL"),
    requestId: textOf(fields, "RequestId"),
    stackId: textOf(fields, "StackId"),
    logicalResourceId,
    // The same on every update: another id would make CloudFormation delete what it takes for the old resource.
    physicalResourceId: "PhysicalResourceId" in fields ? textOf(fields, "PhysicalResourceId") : logicalResourceId,
  };
}

function textOf(fields: object, name: string): string {
  const value: unknown = Object.entries(fields).find(([key]) => key === name)?.[1];
  if (typeof value === "string") return value;
  throw new Fault("IncompleteEvent", `The event lacks "${name}".`);
}
