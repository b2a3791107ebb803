import type { Grant } from "./grant.js";
import { global, ofOurStacks, regional } from "./policy-scope.js";

/** What deploy, rollback, scale, run, promote and destroy change, beside what CloudFormation changes for them. */
const DEPLOY_GRANTS: readonly Grant[] = [
  {
    sid: "BootstrapRoles",
    group: "deploy",
    why: "The roles of the CDK's bootstrap stack: through them stacks are deployed and assets are published.",
    actions: ["sts:AssumeRole"],
    on: (scope) => [global(scope, "iam", "role/cdk-hnb659fds-*")],
  },
  {
    sid: "StacksThatFailed",
    group: "deploy",
    why: "Taking an update back, freeing a stack that is stuck, and removing an environment.",
    actions: [
      "cloudformation:CancelUpdateStack",
      "cloudformation:ContinueUpdateRollback",
      "cloudformation:DeleteStack",
      "cloudformation:RollbackStack",
      "cloudformation:UpdateTerminationProtection",
    ],
    on: ({ partition, account, prefix }) => [`arn:${partition}:cloudformation:*:${account}:stack/${prefix}-*/*`],
  },
  {
    sid: "RegistryLogin",
    group: "deploy",
    why: "A password for the registry, for some hours.",
    actions: ["ecr:GetAuthorizationToken"],
    on: () => ["*"],
  },
  {
    sid: "Push",
    group: "deploy",
    why: "Pushing images, and copying them from another environment's repository. Emptying it when the environment ends.",
    actions: [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchDeleteImage",
      "ecr:CompleteLayerUpload",
      "ecr:InitiateLayerUpload",
      "ecr:PutImage",
      "ecr:UploadLayerPart",
    ],
    on: (scope) => [regional(scope, "ecr", `repository/${scope.path}/*`)],
  },
  {
    sid: "Promote",
    group: "deploy",
    why: "The images of the app's other environments, whose digests are promoted to this one.",
    actions: ["ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"],
    on: (scope) => [regional(scope, "ecr", `repository/${scope.app}/*`)],
  },
  {
    sid: "Rollout",
    group: "deploy",
    why: "Rolling back, scaling, restarting, answering a pause.",
    actions: ["ecs:ContinueServiceDeployment", "ecs:StopServiceDeployment", "ecs:UpdateService"],
    on: (scope) => [
      regional(scope, "ecs", `service/${scope.prefix}/*`),
      regional(scope, "ecs", `service-deployment/${scope.prefix}/*`),
    ],
  },
  {
    sid: "OldVersions",
    group: "deploy",
    why: "A rollback may need a task definition again that was deregistered.",
    actions: ["ecs:RegisterTaskDefinition"],
    // Families are named by CloudFormation. Without iam:PassRole a task definition of anyone else's roles can't be made.
    on: () => ["*"],
  },
  {
    sid: "OldVersionsTags",
    group: "deploy",
    why: "What is registered again keeps its tags, and one tells what it is a copy of.",
    actions: ["ecs:TagResource"],
    on: (scope) => [regional(scope, "ecs", "task-definition/*:*")],
    condition: () => ({ StringEquals: { "ecs:CreateAction": ["RegisterTaskDefinition"] } }),
  },
  {
    sid: "RunJobs",
    group: "deploy",
    why: "Running a job by hand, in the environment's own cluster.",
    actions: ["ecs:RunTask"],
    on: (scope) => [regional(scope, "ecs", "task-definition/*:*")],
    condition: (scope) => ({ ArnEquals: { "ecs:cluster": [regional(scope, "ecs", `cluster/${scope.prefix}`)] } }),
  },
  {
    sid: "StopTasks",
    group: "deploy",
    why: "Stopping a job that nobody waits for any more.",
    actions: ["ecs:StopTask"],
    on: (scope) => [regional(scope, "ecs", `task/${scope.prefix}/*`)],
  },
  {
    sid: "TaskRoles",
    group: "deploy",
    why: "Tasks are started with the environment's own roles, and these with nothing else.",
    actions: ["iam:PassRole"],
    on: (scope) => [global(scope, "iam", `role/${scope.prefix}-*`)],
    condition: () => ({ StringEquals: { "iam:PassedToService": ["ecs-tasks.amazonaws.com"] } }),
  },
  {
    sid: "TargetGroups",
    group: "deploy",
    why: "A rollback takes the health checks of target groups back, too.",
    actions: ["elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes"],
    on: (scope) => [regional(scope, "elasticloadbalancing", "targetgroup/*/*")],
    condition: ofOurStacks,
  },
  {
    sid: "Scaling",
    group: "deploy",
    why: "The least and the most tasks that scaling may come to.",
    actions: ["application-autoscaling:RegisterScalableTarget"],
    on: (scope) => [regional(scope, "application-autoscaling", "scalable-target/*")],
    condition: () => ({ StringEquals: { "application-autoscaling:service-namespace": ["ecs"] } }),
  },
  {
    sid: "RecordReleases",
    group: "deploy",
    why: "Writing the ledger of releases.",
    actions: ["s3:PutObject"],
    on: ({ partition, account, region, path }) => [
      `arn:${partition}:s3:::fairlead-releases-${account}-${region}/${path}/releases/*`,
    ],
  },
  {
    sid: "ReleaseLedger",
    group: "deploy",
    why: "Making the ledger's bucket, the first time.",
    actions: [
      "s3:CreateBucket",
      "s3:PutBucketPolicy",
      "s3:PutBucketPublicAccessBlock",
      "s3:PutBucketVersioning",
      "s3:PutEncryptionConfiguration",
    ],
    on: ({ partition, account, region }) => [`arn:${partition}:s3:::fairlead-releases-${account}-${region}`],
  },
];

/** The environment's key as Secrets Manager uses it. */
const THROUGH_SECRETS_MANAGER: Pick<Grant, "actions" | "on" | "condition"> = {
  actions: ["kms:Decrypt", "kms:GenerateDataKey"],
  on: (scope) => [regional(scope, "kms", "key/*")],
  // It names the secret in the encryption context (Secrets Manager user guide, "Secret encryption and decryption", 2025).
  condition: (scope) => ({
    StringEquals: { "kms:ViaService": [`secretsmanager.${scope.region}.amazonaws.com`] },
    StringLike: {
      "kms:EncryptionContext:SecretARN": [regional(scope, "secretsmanager", `secret:${scope.path}/*`)],
    },
  }),
};

/** A shell in a running task: as much as the task itself may. */
const EXEC_GRANTS: readonly Grant[] = [
  {
    sid: "Exec",
    group: "exec",
    why: "A command in a running task, as `fairlead exec`.",
    actions: ["ecs:ExecuteCommand"],
    on: (scope) => [
      regional(scope, "ecs", `cluster/${scope.prefix}`),
      regional(scope, "ecs", `task/${scope.prefix}/*`),
    ],
  },
];

/** Writing alone; with it goes the key, for what is written is encrypted. */
const FIRST_VALUE_GRANTS: readonly Grant[] = [
  {
    sid: "FirstSecretValues",
    group: "deploy",
    why: "The first value of a secret that a deployment makes; none is read.",
    actions: ["secretsmanager:PutSecretValue"],
    on: (scope) => [regional(scope, "secretsmanager", `secret:${scope.path}/*`)],
  },
  {
    sid: "FirstSecretKey",
    group: "deploy",
    why: "The environment's key, which encrypts it.",
    ...THROUGH_SECRETS_MANAGER,
  },
];

/** Values of secrets; whoever has this reads them all. */
const SECRET_GRANTS: readonly Grant[] = [
  {
    sid: "SecretValues",
    group: "secrets",
    why: "Setting, importing and rotating secrets; reading them, to know which JSON fields they have.",
    actions: [
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:RotateSecret",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    on: (scope) => [regional(scope, "secretsmanager", `secret:${scope.path}/*`)],
  },
  {
    sid: "RandomValues",
    group: "secrets",
    why: "A new value for a secret that is rotated.",
    actions: ["secretsmanager:GetRandomPassword"],
    on: () => ["*"],
  },
  {
    sid: "SecretKey",
    group: "secrets",
    why: "The environment's key, which encrypts them.",
    ...THROUGH_SECRETS_MANAGER,
  },
  {
    sid: "Parameters",
    group: "secrets",
    why: "Plain settings, which are beside the secrets.",
    actions: ["ssm:GetParameters", "ssm:PutParameter"],
    on: (scope) => [regional(scope, "ssm", `parameter/${scope.path}/*`)],
  },
];

/** What `destroy` does beside what `deploy` is allowed: it empties buckets, which are data. */
const DESTROY_GRANTS: readonly Grant[] = [
  {
    sid: "BucketVersions",
    group: "destroy",
    why: "What is in the environment's buckets.",
    actions: ["s3:ListBucketVersions"],
    on: ({ partition, prefix }) => [`arn:${partition}:s3:::${prefix}-*`],
  },
  {
    sid: "EmptyBuckets",
    group: "destroy",
    why: "CloudFormation deletes only a bucket that is empty.",
    actions: ["s3:DeleteObject", "s3:DeleteObjectVersion"],
    on: ({ partition, prefix }) => [`arn:${partition}:s3:::${prefix}-*/*`],
  },
];

export const CHANGE_GRANTS: readonly Grant[] = [
  ...DEPLOY_GRANTS,
  ...FIRST_VALUE_GRANTS,
  ...EXEC_GRANTS,
  ...SECRET_GRANTS,
  ...DESTROY_GRANTS,
];
