import { Secret } from "aws-cdk-lib/aws-ecs";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { InjectedValue } from "./container-values.js";

/**
 * A variable by the ARN that ECS reads it from. Unlike CDK's own it grants nothing: the execution role's statements name
 * exactly what is injected, in one place (`execution-role.ts`).
 */
export class InjectedSecret extends Secret {
  readonly arn: string;
  readonly hasField: boolean;

  constructor(value: InjectedValue) {
    super();
    this.arn = valueFrom(value);
    this.hasField = value.kind === "secret" && value.jsonKey !== null;
  }

  grantRead(grantee: IGrantable): Grant {
    return Grant.drop(grantee, "The execution role has a statement of its own for what is injected.");
  }
}

/** What ECS injects into a container, by variable. */
export const injectedSecrets = (injected: Readonly<Record<string, InjectedValue>>): Record<string, Secret> =>
  Object.fromEntries(Object.entries(injected).map(([name, value]) => [name, new InjectedSecret(value)]));

/**
 * `<arn>:<JSON key>:<version stage>:<version id>`; the empty ends mean the current version.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html (2026-11)
 */
function valueFrom(value: InjectedValue): string {
  switch (value.kind) {
    case "secret":
      return value.jsonKey === null ? value.secretArn : `${value.secretArn}:${value.jsonKey}::`;
    case "parameter":
      return value.parameterArn;
  }
}
