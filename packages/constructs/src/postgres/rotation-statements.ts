import type { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { joinVpcStatement } from "../functions/join-vpc-statement.js";

/** What a rotation function may touch, by ARN. */
export interface RotationScope {
  readonly credentialsArn: string;
  readonly urlArn: string;
  readonly masterArn: string;
  readonly keyArn: string;
  /** What a proxy knows the two roles by; empty without one. */
  readonly loginArns: readonly string[];
  readonly serviceArns: readonly string[];
}

/** Every right of a rotation function's role beside writing its own log. */
export function rotationStatements(stack: Stack, scope: RotationScope): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: "RotateCredentials",
      actions: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
      ],
      resources: [scope.credentialsArn],
    }),
    new PolicyStatement({
      sid: "WriteUrl",
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
      resources: [scope.urlArn],
    }),
    ...loginStatements(scope.loginArns),
    new PolicyStatement({
      sid: "SignInAsMaster",
      actions: ["secretsmanager:GetSecretValue"],
      resources: [scope.masterArn],
    }),
    new PolicyStatement({
      sid: "UseKeyForSecrets",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [scope.keyArn],
      conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${stack.region}.amazonaws.com` } },
    }),
    ...restartStatements(scope.serviceArns),
    joinVpcStatement(),
  ];
}

const loginStatements = (loginArns: readonly string[]): PolicyStatement[] =>
  loginArns.length === 0
    ? []
    : [
        new PolicyStatement({
          sid: "WriteLogins",
          actions: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
          resources: [...loginArns],
        }),
      ];

const restartStatements = (serviceArns: readonly string[]): PolicyStatement[] =>
  serviceArns.length === 0
    ? []
    : [new PolicyStatement({ sid: "RestartServices", actions: ["ecs:UpdateService"], resources: [...serviceArns] })];
