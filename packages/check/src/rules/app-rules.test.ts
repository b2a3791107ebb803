import type { ResolvedApp, ResolvedEnvironment, ResolvedIngress, ResolvedService } from "@fairlead/model";
import { aResolvedApi, aResolvedApp } from "@fairlead/testkit";
import { describe, expect, it } from "vitest";
import type { AppRuleCase } from "../testing/app-rule-case.js";
import { BEHAVIOUR_CASES } from "../testing/behaviour-rule-cases.js";
import { CONTAINER_CASES } from "../testing/container-rule-cases.js";
import { DATA_CASES } from "../testing/data-rule-cases.js";
import { PLACEMENT_CASES } from "../testing/placement-rule-cases.js";
import { RELEASE_CASES } from "../testing/release-rule-cases.js";
import { STORAGE_CASES } from "../testing/storage-rule-cases.js";
import { adoptedLoadBalancer, guardedRoute, USER_CASES } from "../testing/user-rule-cases.js";
import { WEB_CASES } from "../testing/web-rule-cases.js";
import { WIRING_CASES } from "../testing/wiring-rule-cases.js";
import { APP_RULES } from "./app-rules.js";

const app = aResolvedApp();
const environment = (change: Partial<ResolvedEnvironment>): ResolvedApp =>
  aResolvedApp({ environment: { ...app.environment, ...change } });
const minimal = { environment: { ...app.environment, tier: "minimal" } } as const;
const standard = { environment: { ...app.environment, tier: "standard" } } as const;
const api = (change: Partial<ResolvedService>): Pick<ResolvedApp, "services"> => ({ services: [aResolvedApi(change)] });
const ingress = (change: Partial<ResolvedIngress>): Pick<ResolvedApp, "ingress"> => ({
  ingress: app.ingress === null ? null : { ...app.ingress, ...change },
});
const database = (change: Partial<ResolvedApp["databases"][number]>): Pick<ResolvedApp, "databases"> => ({
  databases: app.databases.map((one) => ({ ...one, ...change })),
});
const scaling = aResolvedApi().scaling;
const { traits } = aResolvedApi();
const queueDepth = {
  namespace: "LLM",
  name: "QueueDepth",
  dimensions: {},
  statistic: "Average",
  via: "EMF",
  target: 5,
} as const;
const startsFrom = (base: string | null): Pick<ResolvedApp, "images"> => ({
  images: app.images.map((image) => ({ ...image, base })),
});

const nobody: ResolvedEnvironment["alertTopics"] = [{ name: "alerts", levels: ["warning", "critical"], emails: [] }];
const nobodyAtNight: ResolvedEnvironment["alertTopics"] = [
  { name: "alerts", levels: ["warning"], emails: ["team@example.com"] },
  { name: "critical", levels: ["critical"], emails: [] },
];

const CASES: readonly AppRuleCase[] = [
  {
    code: "BudgetMissing",
    compliant: [app, aResolvedApp({ environment: { ...minimal.environment, budget: null } })],
    violating: [[environment({ budget: null }), "note"]],
  },
  {
    code: "CdnTimeoutNeedsQuota",
    compliant: [app, aResolvedApp(ingress({ cdn: { responseTimeoutSeconds: 120 } }))],
    violating: [[aResolvedApp(ingress({ cdn: { responseTimeoutSeconds: 121 } })), "warning"]],
  },
  {
    code: "ConnectionsAtSurge",
    compliant: [
      app,
      aResolvedApp({ ...api({ traits: { ...traits, databaseConnections: 10 } }) }),
      aResolvedApp({ ...api({ environment: [], traits: { ...traits, databaseConnections: 1000 } }) }),
    ],
    // 10 tasks, twice as many in a release, 50 connections each: 1000 of the 823 that 4 ACU take.
    violating: [[aResolvedApp(api({ traits: { ...traits, databaseConnections: 50 } })), "error"]],
  },
  {
    code: "ContainerHealthMissing",
    compliant: [aResolvedApp(api({})), aResolvedApp(api({ containerHealth: null }))],
    violating: [[aResolvedApp(api({ containerHealth: null, targetHealth: null })), "note"]],
  },
  {
    code: "CpuAloneScales",
    compliant: [
      aResolvedApp(api({})),
      aResolvedApp(api({ scaling: { ...scaling, requestsPerTask: null }, longestResponseSeconds: 60 })),
      aResolvedApp(api({ scaling: { ...scaling, requestsPerTask: null, minTasks: 3, maxTasks: 3 } })),
      aResolvedApp(api({ scaling: { ...scaling, requestsPerTask: null, metric: queueDepth } })),
    ],
    violating: [[aResolvedApp(api({ scaling: { ...scaling, requestsPerTask: null } })), "note"]],
  },
  {
    code: "DatabasePauses",
    compliant: [app],
    violating: [
      [
        aResolvedApp(
          database({
            engine: {
              kind: "aurora-serverless",
              minCapacityAcu: 0,
              maxCapacityAcu: 1,
              readers: 0,
              autoPauseMinutes: 5,
            },
          }),
        ),
        "note",
      ],
    ],
  },
  {
    code: "FirewallMissing",
    compliant: [
      app,
      aResolvedApp({ ...standard, ...ingress({ waf: null }) }),
      aResolvedApp({ ingress: null }),
      aResolvedApp(ingress({ waf: null, loadBalancer: adoptedLoadBalancer })),
    ],
    violating: [[aResolvedApp(ingress({ waf: null })), "warning"]],
  },
  {
    code: "ManagementRouteOpen",
    compliant: [app, aResolvedApp({ ingress: null }), aResolvedApp(ingress({ routes: [guardedRoute] }))],
    violating: [
      [
        aResolvedApp(
          ingress({
            routes: [
              {
                priority: 9,
                testPriority: null,
                host: null,
                path: "/manage/*",
                sourceCidrs: [],
                action: { kind: "forward", service: "proxy", signIn: null },
              },
            ],
          }),
        ),
        "warning",
      ],
      [
        aResolvedApp(
          ingress({
            routes: [
              {
                priority: 9,
                testPriority: null,
                host: "admin.llm.example.com",
                path: "/*",
                sourceCidrs: ["0.0.0.0/0"],
                action: { kind: "forward", service: "proxy", signIn: null },
              },
            ],
          }),
        ),
        "warning",
      ],
    ],
  },
  {
    code: "MasterUserInApp",
    compliant: [app],
    violating: [
      [aResolvedApp(database({ rotation: { kind: "none" } })), "warning"],
      [aResolvedApp({ ...minimal, ...database({ rotation: { kind: "none" } }) }), "note"],
    ],
  },
  {
    code: "MetricsPublic",
    compliant: [app, aResolvedApp({ ingress: null })],
    violating: [
      [
        aResolvedApp(
          ingress({
            hosts: [],
            routes: [
              {
                priority: 9,
                testPriority: null,
                host: null,
                path: "/m?trics*",
                sourceCidrs: [],
                action: { kind: "forward", service: "proxy", signIn: null },
              },
            ],
          }),
        ),
        "warning",
      ],
    ],
  },
  {
    code: "NoAlarmRecipients",
    compliant: [app, aResolvedApp({ environment: { ...minimal.environment, alertTopics: nobody } })],
    violating: [
      [environment({ alertTopics: nobody }), "warning"],
      [environment({ alertTopics: nobody, tier: "standard" }), "note"],
      [environment({ alertTopics: nobodyAtNight }), "warning"],
    ],
  },
  {
    code: "OperatorSecretsPending",
    compliant: [aResolvedApp({ secrets: [{ name: "token", value: { kind: "generated-token", length: 48 } }] })],
    violating: [[app, "note"]],
  },
  {
    code: "PlainHttp",
    compliant: [app, aResolvedApp({ ingress: null })],
    violating: [
      [aResolvedApp(ingress({ tls: null })), "warning"],
      [aResolvedApp({ ...minimal, ...ingress({ tls: null }) }), "note"],
    ],
  },
  {
    code: "ShortBackups",
    compliant: [app, aResolvedApp({ ...minimal, ...database({ backupRetentionDays: 1 }) })],
    violating: [[aResolvedApp(database({ backupRetentionDays: 6 })), "warning"]],
  },
  {
    code: "SingleNat",
    compliant: [
      app,
      aResolvedApp({ ...standard, network: { ...app.network, nat: { kind: "gateway", count: 1 } } }),
      aResolvedApp({ network: { ...app.network, nat: { kind: "none" }, taskSubnets: "public" } }),
    ],
    violating: [
      [aResolvedApp({ network: { ...app.network, nat: { kind: "gateway", count: 1 } } }), "warning"],
      [aResolvedApp({ network: { ...app.network, nat: { kind: "instance", instanceType: "t4g.nano" } } }), "warning"],
    ],
  },
  {
    code: "SingleNodeCache",
    compliant: [app, aResolvedApp({ ...standard, caches: app.caches.map((cache) => ({ ...cache, replicas: 0 })) })],
    violating: [[aResolvedApp({ caches: app.caches.map((cache) => ({ ...cache, replicas: 0 })) }), "warning"]],
  },
  {
    code: "SingleTask",
    compliant: [app, aResolvedApp({ ...minimal, ...api({ scaling: { ...scaling, minTasks: 1 } }) })],
    violating: [
      [aResolvedApp(api({ scaling: { ...scaling, minTasks: 1 } })), "warning"],
      [aResolvedApp({ ...standard, ...api({ scaling: { ...scaling, minTasks: 0 } }) }), "warning"],
    ],
  },
  {
    code: "SingleZoneDatabase",
    compliant: [
      app,
      aResolvedApp({
        ...standard,
        ...database({
          engine: { kind: "rds", instanceClass: "t4g.micro", multiAz: false, storageGib: 20, maxStorageGib: 100 },
        }),
      }),
    ],
    violating: [
      [
        aResolvedApp(
          database({
            engine: { kind: "rds", instanceClass: "t4g.micro", multiAz: false, storageGib: 20, maxStorageGib: 100 },
          }),
        ),
        "warning",
      ],
      [
        aResolvedApp(
          database({
            engine: {
              kind: "aurora-serverless",
              minCapacityAcu: 0.5,
              maxCapacityAcu: 4,
              readers: 0,
              autoPauseMinutes: null,
            },
          }),
        ),
        "warning",
      ],
    ],
  },
  {
    code: "ExitsBeforeAnswers",
    compliant: [app, aResolvedApp(api({ traits: { ...traits, exitsAfterSeconds: 120 } }))],
    violating: [[aResolvedApp(api({ traits: { ...traits, exitsAfterSeconds: 10 } })), "warning"]],
  },
  {
    code: "HealthBlockedByWork",
    compliant: [
      app,
      aResolvedApp(api({ traits: { ...traits, concurrency: 100 } })),
      aResolvedApp(api({ traits: { ...traits, concurrency: 1 }, longestResponseSeconds: 5 })),
    ],
    violating: [[aResolvedApp(api({ traits: { ...traits, concurrency: 1 } })), "warning"]],
  },
  {
    code: "HealthCheckTurnedAway",
    compliant: [
      app,
      aResolvedApp(api({ traits: { ...traits, hosts: ["*"], keyExcept: ["/re*"], rateLimitExcept: ["/ready"] } })),
    ],
    violating: [
      [aResolvedApp(api({ traits: { ...traits, hosts: ["*.example.com"] } })), "error"],
      [aResolvedApp(api({ traits: { ...traits, keyExcept: ["/docs"] } })), "error"],
      [aResolvedApp(api({ traits: { ...traits, rateLimitExcept: [] } })), "error"],
      [aResolvedApp(api({ traits: { ...traits, paths: ["/v1/*", "/live"] } })), "error"],
    ],
  },
  {
    code: "RetiredBaseImage",
    compliant: [aResolvedApp(startsFrom(null)), aResolvedApp(startsFrom("node:24-alpine"))],
    violating: [
      [aResolvedApp(startsFrom("node:18-alpine")), "warning"],
      [aResolvedApp(startsFrom("docker.io/library/python:3.9-slim")), "warning"],
    ],
  },
  {
    code: "StateInScalingTask",
    compliant: [app],
    violating: [
      [aResolvedApp(api({ traits: { ...traits, keeps: "live progress" } })), "error"],
      [
        aResolvedApp(
          api({ traits: { ...traits, keeps: "live progress" }, scaling: { ...scaling, minTasks: 1, maxTasks: 1 } }),
        ),
        "warning",
      ],
    ],
  },
  ...BEHAVIOUR_CASES,
  ...CONTAINER_CASES,
  ...DATA_CASES,
  ...PLACEMENT_CASES,
  ...RELEASE_CASES,
  ...STORAGE_CASES,
  ...USER_CASES,
  ...WEB_CASES,
  ...WIRING_CASES,
];

const ruleOf = (code: string) => APP_RULES.filter((rule) => rule.code === code);

describe("the rules on a resolved app", () => {
  it("each have a case here", () => {
    expect(CASES.map(({ code }) => code).sort()).toEqual(APP_RULES.map(({ code }) => code).sort());
  });

  it.each(CASES)("$code says nothing where all is well", ({ code, compliant }) => {
    for (const good of compliant) expect(ruleOf(code).flatMap((rule) => rule.check(good))).toEqual([]);
  });

  it.each(CASES)("$code is found, with the gravity that fits the environment", ({ code, violating }) => {
    for (const [bad, severity] of violating) {
      const found = ruleOf(code).flatMap((rule) =>
        rule.check(bad).map((observation) => observation.severity ?? rule.severity),
      );
      expect([...new Set(found)]).toEqual([severity]);
    }
  });

  it("speak in full sentences and name a part that exists", () => {
    const observations = CASES.flatMap(({ code, violating }) =>
      violating.flatMap(([bad]) => ruleOf(code).flatMap((rule) => rule.check(bad))),
    );
    const known =
      /^(ingress|network|environments\.prod|brokers\.rabbitmq|services\.\w+|jobs\.\w+|databases\.main|caches\.cache|images\.proxy|queues\.work|secrets\.openai-api-key|userPools\.users|volumes\.files)$/;
    for (const { message, address } of observations) {
      expect(message).toMatch(/^[A-Z].*\.$/s);
      expect(address).toMatch(known);
    }
  });

  it("MetricsPublic asks the rules in the order of their priority, as the load balancer does", () => {
    const forward = {
      host: null,
      sourceCidrs: [],
      action: { kind: "forward", service: "proxy", signIn: null },
    } as const;
    const hidden = { host: null, sourceCidrs: [], action: { kind: "not-found" } } as const;
    const found = (first: "forward" | "hidden") =>
      ruleOf("MetricsPublic").flatMap((rule) =>
        rule.check(
          aResolvedApp(
            ingress({
              hosts: [],
              routes: [
                { ...forward, path: "/*", priority: first === "forward" ? 1 : 3, testPriority: null },
                { ...hidden, path: "/metrics*", priority: 2, testPriority: null },
              ],
            }),
          ),
        ),
      ).length;
    expect({ forwardFirst: found("forward"), hiddenFirst: found("hidden") }).toEqual({
      forwardFirst: 2,
      hiddenFirst: 0,
    });
  });
});
