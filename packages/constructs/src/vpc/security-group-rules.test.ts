import {
  addressOf,
  type Connection,
  depthReporters,
  INGRESS_ADDRESS,
  measuredPart,
  type ResolvedApp,
  resolveApp,
} from "@fairlead/model";
import { aResolvedApi, aResolvedApp, aResolvedJob, aResolvedService, arbitraryApp } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ruleKey, securityGroupRules } from "./security-group-rules.js";
import { VpcStack } from "./vpc-stack.js";

describe("securityGroupRules", () => {
  it("opens each connection out of the one group and into the other", () => {
    const keys = securityGroupRules(aResolvedApp()).map(ruleKey);
    expect(keys).toContain("out services.proxy databases.main 5432");
    expect(keys).toContain("in databases.main services.proxy 5432");
  });

  it("says which variable opened a rule", () => {
    const rule = ruleOf(aResolvedApp(), "in databases.main services.proxy 5432");
    expect(rule?.description).toBe("services.proxy to databases.main: DATABASE_URL");
  });

  it("makes one rule of two variables that need the same way", () => {
    const again: Connection = {
      kind: "network",
      from: "services.proxy",
      to: "databases.main",
      port: 5432,
      because: "REPORTS_URL",
    };
    const app = aResolvedApp();
    const rule = ruleOf({ ...app, connections: [...app.connections, again] }, "in databases.main services.proxy 5432");
    expect(rule?.description).toBe("services.proxy to databases.main: DATABASE_URL, REPORTS_URL");
  });

  it("keeps descriptions to what EC2 takes", () => {
    const odd: Connection = { kind: "network", from: "services.a", to: "caches.b", port: 1, because: "ü".repeat(300) };
    for (const { description } of securityGroupRules(aResolvedApp({ connections: [odd] })))
      expect(description).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
  });

  it("opens 80 and 443 of the load balancer to the allowed ranges, and 80 alone without TLS", () => {
    const app = aResolvedApp();
    const { ingress } = app;
    if (ingress === null) throw new TypeError("The example has an ingress.");
    expect(portsInto(app, INGRESS_ADDRESS)).toEqual([80, 443]);
    expect(portsInto({ ...app, ingress: { ...ingress, tls: null } }, INGRESS_ADDRESS)).toEqual([80]);
  });

  it("lets a NAT instance pass on what tasks may open, and nothing else", () => {
    const app = aResolvedApp({ services: [aResolvedApi({ internetPorts: [443, 587] })], jobs: [] });
    const network = { ...app.network, nat: { kind: "instance", instanceType: "t4g.nano" } } as const;
    expect(portsInto({ ...app, network }, "network.nat")).toEqual([443, 587]);
  });

  it("opens interface endpoints to tasks and rotation functions only", () => {
    const app = aResolvedApp();
    const rules = securityGroupRules({ ...app, network: { ...app.network, interfaceEndpoints: ["secretsmanager"] } });
    const into = rules.filter(({ group, direction }) => group === "network.endpoints" && direction === "in");
    expect(into.map(({ peer }) => peer)).toEqual(
      ["services.dispatcher", "services.proxy", "jobs.migrate", "databases.main.rotation"].map((address) => ({
        kind: "group",
        address,
      })),
    );
  });
});

describe("the network's template", () => {
  it("holds a rule between two parts exactly where a connection is", () => {
    fc.assert(
      fc.property(appsWithAnyConnections(), (app) => {
        expect(groupRulesInTemplate(app)).toEqual(connectionsBothWays(app));
      }),
      { numRuns: 15 },
    );
  });

  it("opens a written description's references and no edge beside them", () => {
    fc.assert(
      fc.property(arbitraryApp(), ({ definition, environment, references }) => {
        const app = resolveApp(definition, environment, { baseFolder: import.meta.dirname });
        const written = references
          .filter(({ kind }) => ["cache", "database", "route", "service", "volume"].includes(kind))
          .map(({ from, to }) => `${from} ${to}`);
        const byAws = ["network.endpoints", "network.pools", "rotation"];
        const open = groupRulesInTemplate(app)
          .map((key) => key.split(" "))
          .filter((key) => key[0] === "out" && !key.some((part) => byAws.some((word) => part.endsWith(word))))
          // A database's proxy is its door, and nobody else's way to it.
          .filter(([, from = "", to = ""]) => from !== `${to}.proxy`)
          .map(([, from = "", to = ""]) => `${from} ${to.replace(/\.proxy$/u, "")}`);
        // What is scaled on is measured by a function, which reaches it and no other part.
        const measured = depthReporters(app).map((reporter) =>
          reporter.kind === "queues"
            ? `${measuredPart(reporter)}.depth ${addressOf("service", reporter.service)}`
            : `${measuredPart(reporter)}.depth ${measuredPart(reporter)}`,
        );
        expect(new Set(open)).toEqual(new Set([...written, ...measured]));
      }),
      { numRuns: 15 },
    );
  });

  it("lets databases and caches out to nobody", () => {
    const { template, stack } = synthesize(aResolvedApp());
    for (const address of ["databases.main", "caches.cache"]) {
      const groupId: unknown = stack.resolve(stack.securityGroups.get(address)?.securityGroupId);
      expect(template.findResources("AWS::EC2::SecurityGroupEgress", { Properties: { GroupId: groupId } })).toEqual({});
    }
    // EC2 opens a group to everywhere unless one rule is there: the nowhere of CDK.
    const groups = Object.values(template.findResources("AWS::EC2::SecurityGroup"));
    for (const { Properties } of groups)
      expect(Properties).toMatchObject({ SecurityGroupEgress: [{ CidrIp: "255.255.255.255/32" }] });
  });
});

const ruleOf = (app: ResolvedApp, key: string) => securityGroupRules(app).find((rule) => ruleKey(rule) === key);

const portsInto = (app: ResolvedApp, address: string): readonly number[] =>
  securityGroupRules(app)
    .filter(({ group, direction }) => group === address && direction === "in")
    .map(({ port }) => port);

function synthesize(app: ResolvedApp): { readonly stack: VpcStack; readonly template: Template } {
  const stack = new VpcStack(new App(), "Vpc", { app });
  return { stack, template: Template.fromStack(stack) };
}

/** `in|out <group> <peer> <port>` of every rule between two groups, sorted. */
function groupRulesInTemplate(app: ResolvedApp): readonly string[] {
  const { stack, template } = synthesize(app);
  const addressOfId = new Map(
    [...stack.securityGroups].map(([address, group]) => [
      JSON.stringify(stack.resolve(group.securityGroupId)),
      address,
    ]),
  );
  const name = (id: unknown): string => addressOfId.get(JSON.stringify(id)) ?? "?";
  const read = (direction: string, type: string, peer: string): string[] =>
    Object.values(template.findResources(type)).flatMap((resource) => {
      const properties = propertiesOf(resource);
      return peer in properties
        ? [`${direction} ${name(properties["GroupId"])} ${name(properties[peer])} ${String(properties["FromPort"])}`]
        : [];
    });
  return [
    ...read("in", "AWS::EC2::SecurityGroupIngress", "SourceSecurityGroupId"),
    ...read("out", "AWS::EC2::SecurityGroupEgress", "DestinationSecurityGroupId"),
  ].sort();
}

function propertiesOf(resource: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const properties = resource["Properties"];
  return typeof properties === "object" && properties !== null ? { ...properties } : {};
}

function connectionsBothWays({ connections }: ResolvedApp): readonly string[] {
  const keys = connections.flatMap((connection) =>
    connection.kind === "network"
      ? [
          `in ${connection.to} ${connection.from} ${connection.port}`,
          `out ${connection.from} ${connection.to} ${connection.port}`,
        ]
      : [],
  );
  return [...new Set(keys)].sort();
}

/** Apps of three tasks, a database without rotation and two caches, with any set of edges from tasks to the rest. */
function appsWithAnyConnections(): fc.Arbitrary<ResolvedApp> {
  const [cache] = aResolvedApp().caches;
  const [database] = aResolvedApp().databases;
  if (cache === undefined || database === undefined) throw new TypeError("The example has a cache and a database.");
  const app = aResolvedApp({
    services: [aResolvedService({ name: "a" }), aResolvedApi({ name: "b" })],
    jobs: [aResolvedJob({ name: "c" })],
    databases: [{ ...database, rotation: { kind: "none" } }],
    caches: [cache, { ...cache, name: "second" }],
  });
  const from = ["services.a", "services.b", "jobs.c", INGRESS_ADDRESS];
  const to = [
    "services.a",
    "services.b",
    addressOf("postgres", "main"),
    addressOf("cache", "cache"),
    addressOf("cache", "second"),
  ];
  const connection = fc.record({
    kind: fc.constantFrom("network" as const, "injection" as const),
    from: fc.constantFrom(...from),
    to: fc.constantFrom(...to),
    port: fc.integer({ min: 1, max: 65_535 }),
    because: fc.constantFrom("A_URL", "B_URL"),
  });
  return fc.array(connection, { maxLength: 12 }).map((connections) => ({ ...app, connections }));
}
