import { image, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import type { Mistake } from "../mistake.js";
import { attribute, foreignApp, readBy, ref, resource, type Resources, taskWith } from "./foreign-app.js";

const found = (finding: string, changes: Resources) =>
  ({ kind: "found", in: foreignApp(changes), finding, on: null }) as const;

const keyFrom = (ValueFrom: unknown): Resources => taskWith({ Secrets: [{ Name: "API_KEY", ValueFrom }] });
const MANAGED = attribute("Database", "MasterUserSecret.SecretArn");
const managedDatabase = resource("AWS::RDS::DBInstance", { Engine: "postgres", ManageMasterUserPassword: true });

/** What a task definition gets wrong about its size, its secrets, its roles and its image. */
export const TASKS: readonly Mistake[] = [
  {
    id: "size-that-fargate-lacks",
    mistake: "1536 CPU units with 2048 MiB, the sum of the containers: Fargate has no such size.",
    outcome: {
      kind: "refused",
      app: () => describeRoots({ services: [service("worker", { image: image("worker"), cpu: 1536, memory: 2048 })] }),
      problem: "InvalidFargateSize",
    },
  },
  {
    id: "more-than-a-hundred-variables",
    mistake:
      "The 101st variable empties the list: CloudFormation deploys a container without any, and reports success.",
    outcome: found(
      "EnvironmentDropped",
      taskWith({ Environment: Array.from({ length: 101 }, (_, index) => ({ Name: `SETTING_${index}`, Value: "on" })) }),
    ),
  },
  {
    id: "arn-with-a-word-too-many",
    mistake: "CloudFormation's `:SecretString:` in an ARN that ECS reads: it has one part too few, and no task starts.",
    outcome: found(
      "SecretArnInvalid",
      keyFrom("arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/openai-AbCdEf:SecretString:api_key"),
    ),
  },
  {
    id: "whole-json-for-a-password",
    mistake: "The secret of the database is injected whole: the app signs in with a JSON text for a password.",
    outcome: found("SecretFieldMissing", { ...keyFrom(MANAGED), Database: managedDatabase }),
  },
  {
    id: "rotation-that-tasks-miss",
    mistake: "RDS changes the master user's password every week; the tasks keep the one that they started with.",
    outcome: found("RotationForgetsTasks", {
      ...keyFrom({ "Fn::Join": ["", [MANAGED, ":password::"]] }),
      Database: managedDatabase,
    }),
  },
  {
    id: "secret-for-the-task-role",
    mistake: "The task role may read the secret, the execution role may not, and it is the one that ECS reads with.",
    outcome: found("TaskDefinitionSecretNotGranted", readBy("TaskRole")),
  },
  {
    id: "no-execution-role",
    mistake: "Secrets and logs without an execution role: ECS refuses the task definition.",
    outcome: found("ExecutionRoleMissing", taskWith({}, { ExecutionRoleArn: undefined })),
  },
  {
    id: "tag-that-moves",
    mistake:
      "The pipeline builds a tag for each commit, the task definition runs `latest`: what is deployed isn't what was built.",
    outcome: found("MovingImageTag", taskWith({ Image: "shop/api:latest" })),
  },
  {
    id: "log-group-that-nobody-makes",
    mistake: "The task writes to a log group that nothing makes: every task dies before its container starts.",
    outcome: found(
      "LogGroupUnknown",
      taskWith({ LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": "/ecs/api" } } }),
    ),
  },
  {
    id: "keys-of-a-user",
    mistake: "The app is given AWS keys of a user's instead of a task role.",
    outcome: found(
      "StaticAwsCredentials",
      taskWith({ Secrets: [{ Name: "AWS_SECRET_ACCESS_KEY", ValueFrom: ref("ApiKey") }] }),
    ),
  },
  {
    id: "keys-for-the-pipeline",
    mistake: "The pipeline deploys with keys of a user that never expire, where a role by OIDC would do.",
    outcome: found("StaticAwsCredentials", { Keys: resource("AWS::IAM::AccessKey", { UserName: "ci" }) }),
  },
];
