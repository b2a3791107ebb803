import { ingress, parameter, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { grantsOf } from "../../src/reach/grants.js";
import { injectionsOf } from "../../src/reach/injections.js";
import type { TemplateGraph } from "../../src/templates/template-graph.js";
import type { Mistake } from "../mistake.js";
import { backend, backendAlone, frontend, openaiKey } from "./parts.js";

const SECRET_ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:recipe-chatbot/openai-key";

/** The backend as a template has it that follows the plan to the letter. */
const taskDefinition = (properties: Readonly<Record<string, unknown>>, valueFrom: string) => ({
  BackendTask: {
    Type: "AWS::ECS::TaskDefinition",
    Properties: {
      ...properties,
      ContainerDefinitions: [
        { Name: "backend", Image: "backend:1", Secrets: [{ Name: "OPENAI_API_KEY", ValueFrom: valueFrom }] },
      ],
    },
  },
});

/** Whether the one role that may read secrets is the backend's for starting, and on no pattern. */
function readsItsOwn(graph: TemplateGraph): boolean {
  const reading = grantsOf(graph).filter(({ actions }) => actions.includes("secretsmanager:GetSecretValue"));
  const starting = graph
    .ofType("AWS::ECS::TaskDefinition")
    .filter(({ address }) => address === "services.backend")
    .map(({ stack, properties }) => graph.follow(stack, properties["ExecutionRoleArn"])?.resource);
  return (
    reading.length === 1 &&
    reading.every(({ role, resources }) => starting.includes(role) && !JSON.stringify(resources).includes("*"))
  );
}

/** Whether logs are written as the role that starts a task, and never as the one that its code has. */
function logsAsExecutionRole(graph: TemplateGraph): boolean {
  const tasks = graph.ofType("AWS::ECS::TaskDefinition");
  const writers = grantsOf(graph).filter(
    ({ actions, targets }) =>
      actions.includes("logs:PutLogEvents") && targets.some(({ address }) => address === "services.backend"),
  );
  const starting = tasks.map(({ stack, properties }) => graph.follow(stack, properties["ExecutionRoleArn"])?.resource);
  return writers.length > 0 && writers.every(({ role }) => starting.includes(role));
}

/** Whether each setting in Parameter Store is handed to a container. */
function everySettingIsRead(graph: TemplateGraph): boolean {
  const settings = graph.ofType("AWS::SSM::Parameter");
  const read = injectionsOf(graph).map(({ target }) => target);
  return settings.length === 3 && settings.every((setting) => read.includes(setting));
}

/** What the plan got wrong about secrets, settings and who may read them. */
export const SECRET_MISTAKES: readonly Mistake[] = [
  {
    id: "secret-arn-of-cloudformation",
    mistake:
      'The task definition takes a key from "…:openai-key:SecretString:api_key", which is CloudFormation\'s way to write it. ECS counts the pieces, finds four of five, and starts no task.',
    outcome: {
      kind: "found",
      in: {
        "recipe-chatbot": {
          resources: taskDefinition(
            { ExecutionRoleArn: "arn:aws:iam::111122223333:role/ecs" },
            `${SECRET_ARN}:SecretString:api_key`,
          ),
        },
      },
      finding: "SecretArnInvalid",
      on: null,
    },
  },
  {
    id: "no-execution-role",
    mistake:
      "The one role of the plan is the task role. Secrets are fetched as the execution role, which is nowhere: the task doesn't start.",
    outcome: {
      kind: "found",
      in: {
        "recipe-chatbot": {
          resources: taskDefinition({ TaskRoleArn: "arn:aws:iam::111122223333:role/app" }, `${SECRET_ARN}:api_key::`),
        },
      },
      finding: "ExecutionRoleMissing",
      on: null,
    },
  },
  {
    id: "logs-as-task-role",
    mistake: "Writing logs is allowed to the task role. The log driver writes as the execution role and is denied.",
    outcome: {
      kind: "unwritable",
      because: "Roles and their statements follow from what a service is given; nobody writes them.",
      app: () => backendAlone(),
      holds: logsAsExecutionRole,
    },
  },
  {
    id: "every-secret-for-every-task",
    mistake:
      "One role reads recipe-chatbot/* in every region, and both services have it: whoever takes over the frontend has the key of OpenAI.",
    outcome: {
      kind: "unwritable",
      because: "A task may read what its own variables name, by its ARN, and nothing else.",
      app: () =>
        describeRoots({
          ingress: ingress({
            routes: {
              "/api/*": service("backend", { ...backend, env: { OPENAI_API_KEY: openaiKey.key("api_key") } }),
              "/*": service("frontend", frontend),
            },
          }),
        }),
      holds: readsItsOwn,
    },
  },
  {
    id: "settings-that-nobody-reads",
    mistake:
      "Three settings stand in Parameter Store, and the task definition names one: level and origins never reach the app.",
    outcome: {
      kind: "unwritable",
      because: "A setting is there because a container names it.",
      app: () =>
        backendAlone({
          env: {
            ENVIRONMENT: parameter("environment", "production"),
            LOG_LEVEL: parameter("log-level", "INFO"),
            CORS_ORIGINS: parameter("cors-origins", "https://recipe-chatbot.example.com"),
          },
        }),
      holds: everySettingIsRead,
    },
  },
  {
    id: "tag-that-aws-refuses",
    mistake: 'The tag CostCenter is to be "R&D". Half of AWS takes no ampersand in a tag: the first role is refused.',
    outcome: {
      kind: "refused",
      app: () => backendAlone({}, { app: { tags: { CostCenter: "R&D" } } }),
      problem: "InvalidTag",
    },
  },
];
