import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { describe, expect, it } from "vitest";
import type { InjectedValue } from "./container-values.js";
import { executionRole } from "./execution-role.js";
import { InjectedSecret } from "./injected-secret.js";

const REPOSITORY = "arn:aws:ecr:us-east-1:111122223333:repository/llm-proxy/prod/proxy";
const KEY = "arn:aws:kms:us-east-1:111122223333:key/1";
const secretArn = (name: string): string => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-AbCdEf`;

const secret = (name: string, jsonKey: string | null = null): InjectedValue => ({
  kind: "secret",
  secretArn: secretArn(name),
  jsonKey,
  keyArn: KEY,
});

function policyOf(injected: readonly InjectedValue[], repositoryArn: string | null = REPOSITORY): unknown {
  const stack = new Stack(new App(), "Stack", { env: { region: "us-east-1", account: "111122223333" } });
  const logGroup = LogGroup.fromLogGroupArn(stack, "Logs", "arn:aws:logs:us-east-1:111122223333:log-group:/a/b/c:*");
  executionRole(stack, "test", { images: [{ uri: "image", repositoryArn }], injected, logGroup });
  const policies: Record<string, unknown> = Template.fromStack(stack).findResources("AWS::IAM::Policy");
  return Object.values(policies)[0];
}

describe("the execution role", () => {
  it("reads exactly the secrets that are injected, each once, and decrypts through Secrets Manager alone", () => {
    const parameterArn = "arn:aws:ssm:us-east-1:111122223333:parameter/llm-proxy/prod/log-level";
    const injected = [
      secret("one"),
      secret("two", "user"),
      secret("two", "password"),
      { kind: "parameter", parameterArn } as const,
    ];
    expect(policyOf(injected)).toMatchObject({
      Properties: {
        PolicyDocument: {
          Statement: [
            { Action: "ecr:GetAuthorizationToken", Resource: "*" },
            { Sid: "PullImage", Resource: REPOSITORY },
            { Sid: "WriteLog", Resource: "arn:aws:logs:us-east-1:111122223333:log-group:/a/b/c:*" },
            { Action: "secretsmanager:GetSecretValue", Resource: [secretArn("one"), secretArn("two")] },
            {
              Action: "kms:Decrypt",
              Resource: KEY,
              Condition: {
                StringEquals: {
                  "kms:ViaService": { "Fn::Join": ["", ["secretsmanager.us-east-1.", { Ref: "AWS::URLSuffix" }]] },
                },
              },
            },
            { Action: "ssm:GetParameters", Resource: parameterArn },
          ],
        },
      },
    });
  });

  it("may do nothing but write its log when nothing is injected and the image is someone else's", () => {
    expect(policyOf([], null)).toMatchObject({
      Properties: {
        PolicyDocument: { Statement: [{ Sid: "WriteLog", Action: ["logs:CreateLogStream", "logs:PutLogEvents"] }] },
      },
    });
  });
});

describe("an injected secret", () => {
  it("names one field of a secret as ECS writes it", () => {
    expect(new InjectedSecret(secret("db", "password")).arn).toBe(`${secretArn("db")}:password::`);
    expect(new InjectedSecret(secret("token")).arn).toBe(secretArn("token"));
  });
});
