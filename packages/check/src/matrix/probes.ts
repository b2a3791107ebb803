import type { GraphResource } from "../templates/graph-resource.js";
import { ACCOUNT, REGION, syntheticArn } from "./synthetic-arn.js";

/** A question worth asking of a role: may it do this? */
export interface Probe {
  /** For example `s3:GetObject`. */
  readonly action: string;
  readonly resourceArn: string;
  /** What the request says beside, where the action knows conditions in place of resources. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What stands behind a resource's ARN in the question, and the actions that tell whether it is safe. */
interface ProbeShape {
  readonly suffix: string;
  readonly actions: readonly string[];
}

const PROBES: Readonly<Record<string, readonly ProbeShape[]>> = {
  "AWS::S3::Bucket": [
    { suffix: "/object", actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] },
    { suffix: "", actions: ["s3:ListBucket", "s3:DeleteBucket", "s3:PutBucketPolicy"] },
  ],
  "AWS::SecretsManager::Secret": [
    {
      suffix: "",
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue", "secretsmanager:DeleteSecret"],
    },
  ],
  "AWS::SSM::Parameter": [{ suffix: "", actions: ["ssm:GetParameter", "ssm:GetParameters", "ssm:PutParameter"] }],
  "AWS::SQS::Queue": [
    { suffix: "", actions: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:PurgeQueue"] },
  ],
  "AWS::SNS::Topic": [{ suffix: "", actions: ["sns:Publish"] }],
  "AWS::KMS::Key": [{ suffix: "", actions: ["kms:Decrypt", "kms:GenerateDataKey", "kms:ScheduleKeyDeletion"] }],
  "AWS::Cognito::UserPool": [
    { suffix: "", actions: ["cognito-idp:AdminCreateUser", "cognito-idp:ListUsers", "cognito-idp:DeleteUserPool"] },
  ],
  "AWS::EFS::FileSystem": [
    {
      suffix: "",
      actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"],
    },
  ],
  "AWS::ECS::TaskDefinition": [{ suffix: "", actions: ["ecs:RunTask"] }],
  "AWS::ECS::Service": [{ suffix: "", actions: ["ecs:UpdateService"] }],
  "AWS::Lambda::Function": [{ suffix: "", actions: ["lambda:InvokeFunction"] }],
  "AWS::IAM::Role": [{ suffix: "", actions: ["iam:PassRole", "sts:AssumeRole"] }],
  "AWS::Logs::LogGroup": [{ suffix: ":log-stream:stream", actions: ["logs:PutLogEvents"] }],
  "AWS::ECR::Repository": [{ suffix: "", actions: ["ecr:BatchGetImage", "ecr:PutImage"] }],
};

/** The questions about one resource of the templates; none where its type isn't asked about. */
export const probesOf = (resource: GraphResource): Probe[] =>
  (PROBES[resource.type] ?? []).flatMap(({ suffix, actions }) =>
    actions.map((action) => ({ action, resourceArn: `${syntheticArn(resource)}${suffix}` })),
  );

/** Things of the same account that are in none of the templates: whoever may touch them has been given too much. */
export const STRANGERS: readonly Probe[] = [
  ...["s3:GetObject", "s3:PutObject"].map((action) => ({ action, resourceArn: "arn:aws:s3:::stranger/object" })),
  { action: "secretsmanager:GetSecretValue", resourceArn: at("secretsmanager", "secret:stranger-AbCdEf") },
  { action: "ssm:GetParameter", resourceArn: at("ssm", "parameter/stranger") },
  { action: "sqs:SendMessage", resourceArn: at("sqs", "stranger") },
  { action: "sqs:ReceiveMessage", resourceArn: at("sqs", "stranger") },
  { action: "kms:Decrypt", resourceArn: at("kms", "key/00000000-0000-0000-0000-000000000000") },
  { action: "cognito-idp:AdminCreateUser", resourceArn: at("cognito-idp", "userpool/stranger") },
  { action: "bedrock:InvokeModel", resourceArn: `arn:aws:bedrock:${REGION}::foundation-model/stranger.model-v1:0` },
  { action: "ecs:RunTask", resourceArn: at("ecs", "task-definition/stranger:1") },
  { action: "iam:PassRole", resourceArn: `arn:aws:iam::${ACCOUNT}:role/stranger` },
  { action: "sts:AssumeRole", resourceArn: `arn:aws:iam::${ACCOUNT}:role/stranger` },
  { action: "dynamodb:GetItem", resourceArn: at("dynamodb", "table/stranger") },
  { action: "lambda:InvokeFunction", resourceArn: at("lambda", "function:stranger") },
  { action: "cloudwatch:PutMetricData", resourceArn: "*", context: { "cloudwatch:namespace": "Stranger" } },
];

function at(service: string, name: string): string {
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
}
