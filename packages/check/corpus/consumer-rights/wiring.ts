import { image, job, postgres, rabbitmq, secret, service } from "@fairlead/model";
import { describeRoots } from "@fairlead/testkit";
import { partyName } from "../../src/reach/party.js";
import { edgesOf } from "../../src/reach/reachable-edges.js";
import { recordsOf } from "../../src/templates/read-value.js";
import type { Mistake } from "../mistake.js";
import { chroma, liveInference } from "./live-inference.js";

const broker = rabbitmq("rabbitmq", { engine: "container" });
const keys = secret("aws-credentials", { value: "operator", keys: ["access_key", "secret_key"] });
const history = postgres("history", { engine: "rds" });

const loading = () =>
  describeRoots({
    jobs: [
      job("load-documents", {
        image: image("loader"),
        env: { CHROMA_HOST: chroma.host, CHROMA_PORT: chroma.port },
      }),
    ],
  });

/** How the containers find each other, and what they sign in with. */
export const WIRING_MISTAKES: readonly Mistake[] = [
  {
    id: "host-named-as-in-compose",
    mistake:
      "The PII filter looks for the host rabbitmq, as Docker Compose names it. In a VPC nobody knows that name: the container ends after 50 s, and with it the task, again and again.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [
            service("pii-filter", { image: image("pii-filter"), env: { RABBITMQ_HOST: "rabbitmq" } }),
            service("rag-core", { image: image("rag-core"), env: { RABBITMQ_URL: broker.url } }),
          ],
        }),
      finding: "UnresolvableHost",
      on: "services.pii-filter",
    },
  },
  {
    id: "chroma-at-localhost",
    mistake: "The RAG core looks for Chroma at localhost, and no container of its task is Chroma.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [
            service("rag-core", { image: image("rag-core"), env: { CHROMA_HOST: "localhost", CHROMA_PORT: "8000" } }),
          ],
        }),
      finding: "NobodyAtLocalhost",
      on: "services.rag-core",
    },
  },
  {
    id: "pipeline-without-way-to-chroma",
    mistake: "Chroma is meant to be inside of the task, where the data pipeline, a task of its own, can't reach it.",
    outcome: {
      kind: "unwritable",
      because: "A job that names a service's host has the way to it open, and a name that leads there.",
      app: loading,
      holds: (graph) => {
        const open = edgesOf(graph).filter(
          ({ from, to }) => partyName(from) === "jobs.load-documents" && partyName(to) === "services.chroma",
        );
        const registered = graph
          .ofType("AWS::ECS::Service")
          .some(({ properties }) => recordsOf(properties["ServiceRegistries"]).length > 0);
        return (
          open.length === 1 && open.every(({ fromPort, toPort }) => fromPort === 8000 && toPort === 8000) && registered
        );
      },
    },
  },
  {
    id: "user-and-database-unset",
    mistake:
      "The Postgres worker is given the database's host and password and not its user: it signs in as myuser, which doesn't exist.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [
            service("psql-worker", {
              image: image("psql-worker"),
              env: { DB_HOST: history.host, DB_PASSWORD: history.password },
            }),
          ],
        }),
      finding: "CredentialsNotGiven",
      on: "services.psql-worker",
    },
  },
  {
    id: "guest-at-the-broker",
    mistake:
      "Every client signs in at the broker as guest, whom RabbitMQ lets in from its own machine only, or who may do everything where that was switched off.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [service("rag-core", { image: image("rag-core"), env: { RABBITMQ_HOST: broker.host } })],
        }),
      finding: "CredentialsNotGiven",
      on: "services.rag-core",
    },
  },
  {
    id: "broker-host-unset",
    mistake:
      "RABBITMQ_HOST is set for no container: each takes rabbitmq by default, which is nowhere, and ends after 50 s.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({ services: [service("rag-core", { image: image("rag-core", { needs: ["RABBITMQ_HOST"] }) })] }),
      problem: "VariableMissing",
    },
  },
  {
    id: "settings-of-the-app-unset",
    mistake:
      "AWS_REGION, BEDROCK_MODEL_ID and its siblings are missing in the task, and the connector takes others than those that were meant.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots({
          services: [
            service("llm-connector", {
              image: image("llm-connector", { needs: ["AWS_REGION", "BEDROCK_MAX_TOKENS", "BEDROCK_MODEL_ID"] }),
              env: { RABBITMQ_URL: broker.url },
            }),
          ],
        }),
      problem: "VariableMissing",
    },
  },
  {
    id: "static-keys-for-bedrock",
    mistake: "The connector is given a user's AWS keys, which are good everywhere and never change.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({
          services: [
            service("llm-connector", {
              image: image("llm-connector"),
              env: { AWS_ACCESS_KEY_ID: keys.key("access_key"), AWS_SECRET_ACCESS_KEY: keys.key("secret_key") },
            }),
          ],
        }),
      finding: "StaticAwsCredentials",
      on: "services.llm-connector",
    },
  },
  {
    id: "no-task-role",
    mistake: "The task has no role, so nothing of it may call Bedrock.",
    outcome: {
      kind: "unwritable",
      because: "Naming a model is what allows the task's role to call it, and no other role and no other model.",
      app: liveInference,
      holds: (graph) => {
        const callers = graph
          .ofType("AWS::IAM::Policy")
          .filter(({ properties }) => JSON.stringify(properties).includes("bedrock:InvokeModel"));
        return (
          callers.length === 1 &&
          callers.every(
            ({ address, properties }) =>
              address === "services.llm-connector" &&
              JSON.stringify(properties).includes("foundation-model/meta.llama3-70b-instruct-v1:0"),
          )
        );
      },
    },
  },
  {
    id: "whole-json-as-password",
    mistake:
      'The secret holds JSON and the task definition names no field of it: the password is the text {"password":…}, and nobody can sign in.',
    outcome: {
      kind: "found",
      in: {
        consumer: {
          resources: {
            DbPassword: {
              Type: "AWS::SecretsManager::Secret",
              Properties: {
                GenerateSecretString: { SecretStringTemplate: '{"username":"app"}', GenerateStringKey: "password" },
              },
            },
            LiveInference: {
              Type: "AWS::ECS::TaskDefinition",
              Properties: {
                ExecutionRoleArn: "arn:aws:iam::111122223333:role/execution",
                ContainerDefinitions: [
                  {
                    Name: "psql-worker",
                    Image: "psql-worker:1",
                    Secrets: [{ Name: "DB_PASSWORD", ValueFrom: { Ref: "DbPassword" } }],
                  },
                ],
              },
            },
          },
        },
      },
      finding: "SecretFieldMissing",
      on: null,
    },
  },
];
