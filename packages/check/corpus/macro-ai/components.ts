import { image, ingress, postgres, type RdsOptions, service, userPool } from "@fairlead/model";
import { describeRoots, miswritten } from "@fairlead/testkit";
import { edgesOf } from "../../src/reach/reachable-edges.js";
import { partyKey, partyName } from "../../src/reach/party.js";
import { listOf, recordsOf } from "../../src/templates/read-value.js";
import type { Mistake } from "../mistake.js";
import { anApi, routed } from "./parts.js";
import { propertiesOf, someAndAll } from "./read-templates.js";

const RDS = { engine: "rds" } as const;
const PRODUCTION = { tier: "production", domain: "macro-ai.example.com", alerts: ["a@example.com"] } as const;

const withDatabase = (options: Partial<RdsOptions> = {}) =>
  routed({ env: { RELATIONAL_DATABASE_URL: postgres("main", { ...RDS, ...options }).url } });

/** Parts that are spoken of and not made, made otherwise than meant, or out of date. */
export const COMPONENT_MISTAKES: readonly Mistake[] = [
  {
    id: "proxy-in-words",
    mistake: "RDS Proxy is on the list of services, and no line makes one or sends a connection through it.",
    outcome: {
      kind: "unwritable",
      because: "proxy: true makes it, puts its name into the URL, and leaves callers no way around it.",
      app: () => describeRoots(withDatabase({ proxy: true })),
      holds: (graph) =>
        graph.ofType("AWS::RDS::DBProxy").length === 1 &&
        someAndAll(
          edgesOf(graph).filter(
            ({ from, to }) => partyName(from) === "services.api" && partyName(to) === "databases.main",
          ),
          ({ to }) => partyKey(to).includes("proxy"),
        ),
    },
  },
  {
    id: "firewall-in-words",
    mistake: "AWS WAF is marked as implemented, and there is none.",
    outcome: {
      kind: "found",
      in: () =>
        describeRoots({ ingress: ingress({ routes: { "/*": anApi() }, waf: false }) }, { environment: PRODUCTION }),
      finding: "FirewallMissing",
      on: "ingress",
    },
  },
  {
    id: "option-that-is-none",
    mistake:
      "`performanceInsights: true` is no property of a database in the CDK: the plan's code doesn't compile, like its calls of functions that it doesn't have.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(
          routed({
            env: { URL: postgres("main", miswritten({ ...RDS }, { performanceInsights: true })).url },
          }),
        ),
      problem: "UnknownOption",
    },
  },
  {
    id: "insights-that-end",
    mistake: "Performance Insights is asked for by itself, while AWS folds it into Database Insights.",
    outcome: {
      kind: "unwritable",
      because: "A database has the standard mode of Database Insights, which has no option.",
      app: () => describeRoots(withDatabase()),
      holds: (graph) =>
        someAndAll(
          propertiesOf(graph, "AWS::RDS::DBInstance"),
          ({ DatabaseInsightsMode: mode }) => mode === "standard",
        ),
    },
  },
  {
    id: "container-insights-of-yesterday",
    mistake: "`containerInsights: true` is out of date: its successor tells one bad task among ten.",
    outcome: {
      kind: "unwritable",
      because: "The tier of production has the enhanced Container Insights.",
      app: () => describeRoots(routed(), { environment: PRODUCTION }),
      holds: (graph) =>
        someAndAll(propertiesOf(graph, "AWS::ECS::Cluster"), ({ ClusterSettings: settings }) =>
          recordsOf(settings).some(({ Value: value }) => value === "enhanced"),
        ),
    },
  },
  {
    id: "environment-without-settings",
    mistake:
      "The settings of staging were deleted from the repository, and its pipeline ran on until somebody asked why.",
    outcome: {
      kind: "refused",
      app: () =>
        describeRoots(routed(), { app: { environments: { prod: { tier: "production", region: "us-east-1" } } } }),
      problem: "UnknownEnvironment",
    },
  },
  {
    id: "log-group-that-nobody-makes",
    mistake:
      "Tasks write to a log group that nothing has made: every one of them died as it started, and the reason took days to find.",
    outcome: {
      kind: "found",
      in: {
        MacroAi: {
          resources: {
            Task: {
              Type: "AWS::ECS::TaskDefinition",
              Properties: {
                ContainerDefinitions: [
                  {
                    Name: "api",
                    Image: "api:1",
                    LogConfiguration: { LogDriver: "awslogs", Options: { "awslogs-group": "/ecs/macro-ai-staging" } },
                  },
                ],
              },
            },
          },
        },
      },
      finding: "LogGroupUnknown",
      on: null,
    },
  },
  {
    id: "one-retention-for-all",
    mistake:
      "Logs are kept for a week, a month or half a year by environment, says one page; another one says a month everywhere.",
    outcome: {
      kind: "unwritable",
      because: "There is one number, the environment's, and every log group has it.",
      app: () => describeRoots(routed(), { environment: { overrides: { logRetention: 7 } } }),
      holds: (graph) =>
        someAndAll(propertiesOf(graph, "AWS::Logs::LogGroup"), ({ RetentionInDays: days }) => days === 7),
    },
  },
  {
    id: "no-task-role",
    mistake:
      "What was deployed in the end has no task role: the API's calls of Cognito need keys that somebody must keep.",
    outcome: {
      kind: "unwritable",
      because: "Every task has a role, which may do what its variables name.",
      app: () => describeRoots(routed()),
      holds: (graph) =>
        someAndAll(propertiesOf(graph, "AWS::ECS::TaskDefinition"), ({ TaskRoleArn: role }) => role !== undefined),
    },
  },
  {
    id: "files-from-tasks",
    mistake: "The built web client is handed out by two tasks on Fargate, for 18 USD a month and more, in one region.",
    outcome: {
      kind: "found",
      in: () => {
        const client = service("client-ui", {
          image: image("client-ui", { base: "nginx:1.29-alpine" }),
          port: 80,
          health: "/",
        });
        return describeRoots({ ingress: ingress({ routes: { "/api/*": anApi(), "/*": client } }) });
      },
      finding: "FilesFromTasks",
      on: "services.client-ui",
    },
  },
  {
    id: "bill-that-nobody-reckoned",
    mistake: "The plan says nothing of costs; as written, production costs more than 600 USD a month.",
    outcome: { kind: "found", in: () => describeRoots(routed()), finding: "BudgetMissing", on: "environments.test" },
  },
  {
    id: "load-balancer-for-cents",
    mistake: "A load balancer is put down at 0.60 USD a month and a NAT gateway at 2.70; they cost 16 and 33.",
    outcome: { kind: "priced", app: () => describeRoots(routed()), service: "ALB", usd: 17 },
  },
  {
    id: "permission-on-every-pool",
    mistake: "The API may manage the users of every pool of the account: `resources: ['*']`.",
    outcome: {
      kind: "unwritable",
      because: "A variable names the pool, and the permission is on that pool alone.",
      app: () => describeRoots(routed({ env: { POOL: userPool("users").idForAdministration } })),
      holds: (graph) =>
        someAndAll(
          propertiesOf(graph, "AWS::IAM::Policy")
            .flatMap(({ PolicyDocument: document }) => recordsOf(recordsOf(document)[0]?.["Statement"]))
            .filter(({ Action: action }) => listOf(action).some((one) => String(one).startsWith("cognito-idp:"))),
          ({ Resource: resource }) => resource !== "*" && JSON.stringify(resource).includes("Fn::ImportValue"),
        ),
    },
  },
];
