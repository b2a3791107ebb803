import type { ResolvedApp } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App, CfnResource, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { nearestAddress } from "../assembly/address-metadata.js";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "./build-stacks.js";

/** What each stack waits for, as `docs/architecture.md` has it. */
const WAITS: Readonly<Record<string, readonly string[]>> = {
  Vpc: [],
  Secrets: [],
  Registry: [],
  Alerts: ["Secrets"],
  Data: ["Vpc", "Secrets"],
  Alb: ["Vpc", "Alerts"],
  Jobs: ["Data", "Registry"],
  Ecs: ["Jobs", "Alb"],
  Edge: ["Alb"],
  Observability: ["Ecs"],
};

describe("buildStacks", () => {
  let scope: App;
  beforeAll(() => {
    scope = build(aResolvedApp());
  });

  it("makes the ten stacks of an app with an ingress, named by app, environment and role", () => {
    expect(roles(scope)).toEqual(Object.keys(WAITS).sort());
  });

  it("makes eight where nothing is reachable from outside, and nine where there is no firewall", () => {
    const app = aResolvedApp();
    const { ingress } = app;
    if (ingress === null) throw new TypeError("The example has an ingress.");
    const inside = app.connections.filter(({ from }) => from !== "ingress");
    expect(roles(build({ ...app, ingress: null, connections: inside }))).not.toContain("Alb");
    expect(roles(build({ ...app, ingress: { ...ingress, waf: null } }))).not.toContain("Edge");
  });

  it.each(Object.entries(WAITS))("%s waits for %j", (role, expected) => {
    const waits = stackOf(scope, role).dependencies.map(({ stackName }) => roleOf(stackName));
    for (const earlier of expected) expect(waits).toContain(earlier);
  });

  it("needs no look-up in an account", () => {
    expect(scope.synth().manifest.missing ?? []).toEqual([]);
  });

  it("puts the app's tags on what takes tags", () => {
    for (const type of [
      "AWS::EC2::VPC",
      "AWS::KMS::Key",
      "AWS::RDS::DBCluster",
      "AWS::ElastiCache::ReplicationGroup",
    ]) {
      const [tags] = stacksOf(scope).flatMap((stack) =>
        Object.values(Template.fromStack(stack).findResources(type)).map(tagsOf),
      );
      expect(tags).toMatchObject({ application: "llm-proxy", environment: "prod", "managed-by": "fairlead" });
    }
  });

  it("guards the stacks that hold data against deletion, in a protected environment only", () => {
    const guarded = (all: App) => stacksOf(all).filter(({ terminationProtection }) => terminationProtection);
    expect(
      guarded(scope)
        .map(({ stackName }) => roleOf(stackName))
        .sort(),
    ).toEqual(["Data", "Secrets"]);
    const open = aResolvedApp({ ingress: null });
    const connections = open.connections.filter(({ from }) => from !== "ingress");
    const databases = open.databases.map((database) => ({ ...database, deletionProtection: false }));
    expect(guarded(build({ ...open, connections, databases }))).toEqual([]);
  });

  it("lets no stack take away what another one still uses", () => {
    const texts = stacksOf(scope).map((stack) => JSON.stringify(Template.fromStack(stack).toJSON()));
    expect(texts.filter((text) => text.includes("Fn::ImportValue")).length).toBeGreaterThan(0);
    const weak = new Set(texts.flatMap((text) => text.match(/"Fn::GetStackOutput":\{[^}]*\}/gu) ?? []));
    // Routes come and go while services that they lead to stay.
    expect(
      [...weak].filter(
        (reference) => !/-Alb".*Output(?:Ref|FnGetAtt)(?:Rule\d|[a-z]+\d+(?:Blue|Green))/u.test(reference),
      ),
    ).toEqual([]);
  });

  it("lets no stack read its own outputs, which are not there at its first deployment", () => {
    for (const stack of stacksOf(scope))
      expect(JSON.stringify(Template.fromStack(stack).toJSON()["Resources"])).not.toContain(
        `"Fn::GetStackOutput":{"StackName":"${stack.stackName}"`,
      );
  });

  it("lets a route be changed, and a service be released in another way, while it runs", () => {
    const outputs = Template.fromStack(stackOf(scope, "Alb")).findOutputs("*");
    const exported = Object.entries(outputs).filter(([, output]) => "Export" in output);
    expect(exported.map(([name]) => name).filter((name) => !/LoadBalancer|^Shared/.test(name))).toEqual([]);
  });

  it("holds no password, token or key in any template", () => {
    for (const stack of stacksOf(scope))
      for (const { path, value } of textsOf(Template.fromStack(stack).toJSON(), "")) {
        if (/(password|authtoken|secretstring)$/i.test(path)) expect(value, path).toMatch(/resolve:secretsmanager/);
        expect(value, path).not.toMatch(/:\/\/[^/{]*:[^/{@]+@/);
      }
  });

  it("puts nothing secret into an output", () => {
    for (const stack of stacksOf(scope))
      expect(JSON.stringify(Template.fromStack(stack).toJSON()["Outputs"] ?? {})).not.toContain(
        "resolve:secretsmanager",
      );
  });

  it("can tell of what it makes for a database, a cache, a secret and an image which part it is for", () => {
    const addressesOf = (type: string) =>
      new Set(
        scope.node
          .findAll()
          .filter((construct) => CfnResource.isCfnResource(construct))
          .filter(({ cfnResourceType }) => cfnResourceType === type)
          .map(nearestAddress),
      );
    expect(addressesOf("AWS::RDS::DBCluster")).toEqual(new Set(["databases.main"]));
    expect(addressesOf("AWS::ElastiCache::ReplicationGroup")).toEqual(new Set(["caches.cache"]));
    expect(addressesOf("AWS::ECR::Repository")).toEqual(new Set(["images.proxy"]));
    expect(addressesOf("AWS::SSM::Parameter")).toEqual(new Set(["parameters.log-level"]));
    expect(addressesOf("AWS::EC2::Subnet")).toEqual(new Set(["network"]));
  });
});

function build(app: ResolvedApp): App {
  const scope = new App({ context: { ...appContext() } });
  buildStacks(scope, app);
  return scope;
}

const stacksOf = (scope: App): readonly Stack[] => scope.node.children.filter((child) => Stack.isStack(child));
const roleOf = (stackName: string): string => stackName.replace("llm-proxy-prod-", "");
const roles = (scope: App): readonly string[] =>
  stacksOf(scope)
    .map(({ stackName }) => roleOf(stackName))
    .sort();

function stackOf(scope: App, role: string): Stack {
  const found = stacksOf(scope).find(({ stackName }) => roleOf(stackName) === role);
  if (found === undefined) throw new TypeError(`No stack ${role}.`);
  return found;
}

function tagsOf(resource: unknown): Readonly<Record<string, unknown>> {
  const tags = textsOf(resource, "").filter(({ path }) => /\.Tags\.\d+\.(Key|Value)$/.test(path));
  const keys = tags.filter(({ path }) => path.endsWith(".Key"));
  const values = tags.filter(({ path }) => path.endsWith(".Value"));
  return Object.fromEntries(keys.map(({ value }, index) => [value, values[index]?.value]));
}

/** Every text in a value with its path; a joined text is one, with `<>` for each reference. */
function textsOf(value: unknown, path: string): readonly { readonly path: string; readonly value: string }[] {
  if (typeof value === "string") return [{ path, value }];
  if (typeof value !== "object" || value === null) return [];
  const joined = "Fn::Join" in value && Array.isArray(value["Fn::Join"]) ? joinedText(value["Fn::Join"][1]) : null;
  if (joined !== null) return [{ path, value: joined }];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => textsOf(inner, `${path}.${key}`));
}

const joinedText = (parts: unknown): string | null =>
  Array.isArray(parts) ? parts.map((part: unknown) => (typeof part === "string" ? part : "<>")).join("") : null;
