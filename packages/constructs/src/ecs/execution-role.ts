import { Stack } from "aws-cdk-lib";
import { PolicyStatement, Role } from "aws-cdk-lib/aws-iam";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { ImageReference } from "../registry/image-of.js";
import type { InjectedValue } from "./container-values.js";
import { taskPrincipal } from "./task-principal.js";

/** What ECS does for a task before and beside it: pull its image, read what is injected, write its log. */
export interface ExecutionNeeds {
  readonly images: readonly ImageReference[];
  readonly injected: readonly InjectedValue[];
  readonly logGroup: ILogGroup;
}

/**
 * The role that ECS itself uses for a task. Its statements name exactly what this one task needs; the container never
 * sees its credentials.
 */
export function executionRole(scope: Construct, description: string, needs: ExecutionNeeds): Role {
  const role = new Role(scope, "ExecutionRole", { assumedBy: taskPrincipal(scope), description });
  for (const statement of executionStatements(Stack.of(scope), needs)) role.addToPolicy(statement);
  return role;
}

function executionStatements(stack: Stack, { images, injected, logGroup }: ExecutionNeeds): PolicyStatement[] {
  return [
    ...pullStatements(unique(images.flatMap(({ repositoryArn }) => repositoryArn ?? []))),
    new PolicyStatement({
      sid: "WriteLog",
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [logGroup.logGroupArn],
    }),
    ...secretStatements(stack, injected),
    ...parameterStatements(injected),
  ];
}

function pullStatements(repositoryArns: readonly string[]): PolicyStatement[] {
  if (repositoryArns.length === 0) return [];
  return [
    new PolicyStatement({
      sid: "SignInToRegistry",
      actions: ["ecr:GetAuthorizationToken"],
      // The action knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html (2026-11)
      resources: ["*"],
    }),
    new PolicyStatement({
      sid: "PullImage",
      actions: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      resources: [...repositoryArns],
    }),
  ];
}

function secretStatements(stack: Stack, injected: readonly InjectedValue[]): PolicyStatement[] {
  const secrets = injected.filter((value) => value.kind === "secret");
  if (secrets.length === 0) return [];
  // Whoever may read a secret may use the account's own key for Secrets Manager through it.
  const keyArns = unique(secrets.flatMap(({ keyArn }) => keyArn ?? []));
  return [
    new PolicyStatement({
      sid: "ReadInjectedSecrets",
      actions: ["secretsmanager:GetSecretValue"],
      resources: unique(secrets.map(({ secretArn }) => secretArn)),
    }),
    ...(keyArns.length === 0
      ? []
      : [
          new PolicyStatement({
            sid: "DecryptInjectedSecrets",
            actions: ["kms:Decrypt"],
            resources: keyArns,
            conditions: { StringEquals: { "kms:ViaService": `secretsmanager.${stack.region}.${stack.urlSuffix}` } },
          }),
        ]),
  ];
}

function parameterStatements(injected: readonly InjectedValue[]): PolicyStatement[] {
  const parameters = injected.filter((value) => value.kind === "parameter");
  if (parameters.length === 0) return [];
  return [
    new PolicyStatement({
      sid: "ReadInjectedParameters",
      actions: ["ssm:GetParameters"],
      resources: unique(parameters.map(({ parameterArn }) => parameterArn)),
    }),
  ];
}

const unique = (values: readonly string[]): string[] => [...new Set(values)];
