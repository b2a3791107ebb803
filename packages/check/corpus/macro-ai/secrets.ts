import { image, postgres, secret } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { injectionsOf } from "../../src/reach/injections.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { StackContents } from "../../src/testing/an-assembly.js";
import type { Mistake } from "../mistake.js";
import { routed } from "./parts.js";
import { everySecretIsMadeHere, propertiesOf, someAndAll } from "./read-templates.js";

/** What the API ends without. */
const NEEDED = [
  "API_KEY",
  "AWS_COGNITO_REGION",
  "AWS_COGNITO_USER_POOL_CLIENT_ID",
  "AWS_COGNITO_USER_POOL_ID",
  "COOKIE_DOMAIN",
  "COOKIE_ENCRYPTION_KEY",
  "OPENAI_API_KEY",
  "REDIS_URL",
  "RELATIONAL_DATABASE_URL",
];

const KEYS = {
  API_KEY: secret("api-key", { generate: "token" }),
  COOKIE_ENCRYPTION_KEY: secret("cookie-encryption-key", { generate: "key-256" }),
};

/** As a template literal makes it where nothing checks types. */
const inText = (reference: unknown): string => `https://${String(reference)}/api/health`;

const ref = (logicalId: string) => ({ Ref: logicalId });
const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });

const role = (policyOf: string) => ({
  ExecutionRole: { Type: "AWS::IAM::Role" },
  TaskRole: { Type: "AWS::IAM::Role" },
  Policy: {
    Type: "AWS::IAM::Policy",
    Properties: {
      Roles: [ref(policyOf)],
      PolicyDocument: {
        Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ref("ApiSecret") }],
      },
    },
  },
});

/** The plan's task with a secret that holds JSON, of which it takes all. */
const task = (policyOf: "ExecutionRole" | "TaskRole"): StackContents => ({
  MacroAi: {
    resources: {
      ...role(policyOf),
      ApiSecret: {
        Type: "AWS::SecretsManager::Secret",
        Properties: {
          GenerateSecretString: { SecretStringTemplate: '{"username":"postgres"}', GenerateStringKey: "password" },
        },
      },
      Task: {
        Type: "AWS::ECS::TaskDefinition",
        Properties: {
          ExecutionRoleArn: arn("ExecutionRole"),
          TaskRoleArn: arn("TaskRole"),
          ContainerDefinitions: [
            { Name: "api", Image: "api:1", Secrets: [{ Name: "API_KEY", ValueFrom: ref("ApiSecret") }] },
          ],
        },
      },
    },
  },
});

const secrets = (graph: TemplateGraph) => propertiesOf(graph, "AWS::SecretsManager::Secret");

/** Secrets and settings, and how they come into a task. */
export const SECRET_MISTAKES: readonly Mistake[] = [
  {
    id: "one-variable-of-nine",
    mistake:
      "Of the nine variables that the API checks at its start only API_KEY is injected: the process ends, again and again.",
    outcome: {
      kind: "refused",
      app: () => describeRoots(routed({ image: image("api", { needs: NEEDED }), env: { API_KEY: KEYS.API_KEY } })),
      problem: "VariableMissing",
    },
  },
  {
    id: "secret-that-nobody-makes",
    mistake:
      "The task takes `macro-ai/api-key` by its name, and no line makes a secret of that name: the task can't start.",
    outcome: {
      kind: "unwritable",
      because: "A variable takes a secret, not a name; naming it is what makes it.",
      app: () => describeRoots(routed({ env: KEYS })),
      holds: everySecretIsMadeHere,
    },
  },
  {
    id: "secret-in-the-template",
    mistake:
      "`unsafePlainText(generateApiKey())` writes the keys into the template, which lies on disks, in logs and in CloudFormation.",
    outcome: {
      kind: "found",
      in: {
        MacroAi: {
          resources: {
            ApiSecret: {
              Type: "AWS::SecretsManager::Secret",
              Properties: {
                SecretString: '{"API_KEY":"made at synthesis","OPENAI_API_KEY":"REPLACE_WITH_ACTUAL_KEY"}',
              },
            },
          },
        },
      },
      finding: "PlaintextSecretInTemplate",
      on: null,
    },
  },
  {
    id: "new-key-with-each-deployment",
    mistake: "The cookie key is made anew whenever the template is: each deployment signs everyone out.",
    outcome: {
      kind: "unwritable",
      because:
        "Secrets Manager makes the value once, when the secret is created; the template holds no value that could change.",
      app: () => describeRoots(routed({ env: KEYS })),
      holds: (graph) =>
        someAndAll(
          secrets(graph),
          ({ GenerateSecretString: made, SecretString: written }) => made !== undefined && written === undefined,
        ),
    },
  },
  {
    id: "permission-of-the-wrong-role",
    mistake:
      "The task role may read the secrets; ECS injects them as the execution role, which may not: the task can't start.",
    outcome: { kind: "found", in: task("TaskRole"), finding: "TaskDefinitionSecretNotGranted", on: null },
  },
  {
    id: "all-of-the-json",
    mistake: "A secret that holds JSON is injected whole as API_KEY: the API gets braces and quotes for a key.",
    outcome: { kind: "found", in: task("ExecutionRole"), finding: "SecretFieldMissing", on: null },
  },
  {
    id: "plain-values",
    mistake:
      "What was deployed in the end has its keys as plain values in the task definition, for everyone who may describe it.",
    outcome: {
      kind: "refused",
      // Nobody's key: the digits count upwards.
      app: () => describeRoots(routed({ env: { OPENAI_API_KEY: "sk-proj-0123456789abcdef" } })),
      problem: "PlaintextSecret",
    },
  },
  {
    id: "keys-in-the-pipeline",
    mistake: "The pipeline fetches the keys and hands them on: they were printed in its logs.",
    outcome: {
      kind: "unwritable",
      because: "ECS fetches them itself, by their ARNs; no template has a parameter for one.",
      app: () => describeRoots(routed({ env: KEYS })),
      holds: (graph) =>
        injectionsOf(graph).length === 2 &&
        injectionsOf(graph).every(({ valueFrom }) => JSON.stringify(valueFrom).includes("Fn::ImportValue")),
    },
  },
  {
    id: "secrets-of-another-environment",
    mistake: "Production was given another environment's secrets, because which ones is a setting of its own.",
    outcome: {
      kind: "unwritable",
      because: "An environment makes its own secrets, under its own name, and its roles may read no others.",
      app: () => describeRoots(routed({ env: KEYS })),
      holds: everySecretIsMadeHere,
    },
  },
  {
    id: "reference-in-a-text",
    mistake:
      "A health check's URL was put together from a value that isn't known before the deployment: it asked `[object Object]`.",
    outcome: {
      kind: "refused",
      app: () => describeRoots(routed({ env: { HEALTH_URL: inText(postgres("main", { engine: "rds" }).host) } })),
      problem: "ReferenceInText",
    },
  },
];
