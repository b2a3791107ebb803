import {
  type AdoptedNetworkOptions,
  defineApp,
  type EnvironmentOptions,
  image,
  ingress,
  type LoadBalancerOptions,
  postgres,
  resolveApp,
  service,
  valkey,
} from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { type AppStacks, buildStacks } from "./build-stacks.js";

const ENVIRONMENTS: Readonly<Record<string, EnvironmentOptions>> = {
  dev: { tier: "standard", region: "us-east-1", domain: "dev.example.com" },
  "pr-12": { tier: "minimal", region: "us-east-1", domain: "pr-12.dev.example.com", shares: "dev" },
};

const cache = valkey("cache");
const database = postgres("main", { engine: "rds" });

const api = service("api", {
  image: image("app"),
  port: 8080,
  rollout: { strategy: "rolling" },
  env: { REDIS_URL: cache.url, DATABASE_URL: database.url },
});

const definition = (dev: Partial<EnvironmentOptions> = {}) =>
  defineApp({
    name: "shop",
    environments: Object.fromEntries(
      Object.entries(ENVIRONMENTS).map(([name, options]) => [name, name === "dev" ? { ...options, ...dev } : options]),
    ),
    build: () => ({ ingress: ingress({ routes: { "/*": api } }) }),
  });

const build = (environment: string, dev: Partial<EnvironmentOptions> = {}): AppStacks =>
  buildStacks(
    new App({ context: { ...appContext() } }),
    resolveApp(definition(dev), environment, { baseFolder: "/app" }),
  );

const stacksOf = (stacks: AppStacks): Stack[] =>
  Object.values<unknown>({ ...stacks }).filter((stack) => stack instanceof Stack);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const exportsOf = (stacks: AppStacks): string[] =>
  stacksOf(stacks)
    .flatMap((stack) => Object.values<unknown>(Template.fromStack(stack).findOutputs("*")))
    .map((output) => (isRecord(output) ? output["Export"] : null))
    .flatMap((exported) => (isRecord(exported) ? [String(exported["Name"])] : []));

/** Everything that is imported under a name of another environment. */
const importsFromDev = (stacks: AppStacks): string[] =>
  stacksOf(stacks).flatMap((stack) =>
    [...JSON.stringify(Template.fromStack(stack).toJSON()).matchAll(/"Fn::ImportValue":"(shop-dev-[^"]+)"/gu)].map(
      ([, name]) => name ?? "",
    ),
  );

describe("an environment that shares another one's", () => {
  let owner: AppStacks;
  let sharer: AppStacks;
  let alb: Template;
  let vpc: Template;
  beforeAll(() => {
    owner = build("dev");
    sharer = build("pr-12");
    if (sharer.alb === null) expect.fail("The app has an ingress.");
    alb = Template.fromStack(sharer.alb);
    vpc = Template.fromStack(sharer.vpc);
  });

  it.each<[string, Partial<EnvironmentOptions>]>([
    ["gateways", {}],
    ["public tasks", { network: { nat: "none" } }],
    ["interface endpoints", { network: { interfaceEndpoints: ["secretsmanager"] } }],
  ])("imports what the other one exports, and nothing else: %s", (_title, dev) => {
    const imported = importsFromDev(build("pr-12", dev));
    expect(imported.length).toBeGreaterThan(0);
    expect(exportsOf(build("dev", dev))).toEqual(expect.arrayContaining(imported));
  });

  it("is told by names that say what is meant, whatever the stacks are built like", () => {
    expect([...new Set(importsFromDev(sharer))].toSorted()).toEqual([
      "shop-dev-shared-data-subnet-1",
      "shop-dev-shared-data-subnet-2",
      "shop-dev-shared-listener-arn",
      "shop-dev-shared-load-balancer-dns-name",
      "shop-dev-shared-load-balancer-full-name",
      "shop-dev-shared-load-balancer-security-group-id",
      "shop-dev-shared-load-balancer-zone-id",
      "shop-dev-shared-private-subnet-1",
      "shop-dev-shared-private-subnet-2",
      "shop-dev-shared-vpc-id",
    ]);
  });

  it("makes no VPC, no subnet, no load balancer, no listener and no bucket for its log", () => {
    for (const type of [
      "AWS::EC2::VPC",
      "AWS::EC2::Subnet",
      "AWS::EC2::NatGateway",
      "AWS::EC2::VPCEndpoint",
      "AWS::EC2::FlowLog",
    ])
      vpc.resourceCountIs(type, 0);
    for (const type of [
      "AWS::ElasticLoadBalancingV2::LoadBalancer",
      "AWS::ElasticLoadBalancingV2::Listener",
      "AWS::S3::Bucket",
    ])
      alb.resourceCountIs(type, 0);
    expect(sharer.edge).toBeNull();
  });

  it("has rules and a record on its own host, and adds the certificate for it", () => {
    const rules = Object.values(alb.findResources("AWS::ElasticLoadBalancingV2::ListenerRule"));
    expect(rules).toHaveLength(3);
    alb.allResourcesProperties("AWS::ElasticLoadBalancingV2::ListenerRule", {
      ListenerArn: { "Fn::ImportValue": "shop-dev-shared-listener-arn" },
      Conditions: Match.arrayWith([{ Field: "host-header", HostHeaderConfig: { Values: ["pr-12.dev.example.com"] } }]),
    });
    alb.hasResourceProperties("AWS::ElasticLoadBalancingV2::ListenerCertificate", {
      ListenerArn: { "Fn::ImportValue": "shop-dev-shared-listener-arn" },
      Certificates: [{ CertificateArn: Match.anyValue() }],
    });
    alb.hasResourceProperties("AWS::Route53::RecordSet", {
      Name: "pr-12.dev.example.com.",
      AliasTarget: { HostedZoneId: { "Fn::ImportValue": "shop-dev-shared-load-balancer-zone-id" } },
    });
  });

  it("opens the way from the other one's load balancer to its own service, both rules in its own stack", () => {
    const group = { "Fn::ImportValue": "shop-dev-shared-load-balancer-security-group-id" };
    vpc.hasResourceProperties("AWS::EC2::SecurityGroupEgress", { GroupId: group, FromPort: 8080, ToPort: 8080 });
    vpc.hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
      SourceSecurityGroupId: group,
      FromPort: 8080,
      ToPort: 8080,
    });
    expect(vpc.findResources("AWS::EC2::SecurityGroupIngress", { Properties: { CidrIp: Match.anyValue() } })).toEqual(
      {},
    );
  });

  it("makes its security groups in the other one's VPC", () => {
    vpc.allResourcesProperties("AWS::EC2::SecurityGroup", { VpcId: { "Fn::ImportValue": "shop-dev-shared-vpc-id" } });
  });

  it("takes no place of the other one's rules", () => {
    if (owner.alb === null || sharer.alb === null) expect.fail("The app has an ingress.");
    const own = new Set(owner.alb.rules.keys());
    expect([...sharer.alb.rules.keys()].filter((priority) => own.has(priority))).toEqual([]);
  });

  it("is no protected environment because the other one's load balancer is", () => {
    expect(sharer.secrets.terminationProtection).toBe(false);
  });
});

const ADOPTED: AdoptedNetworkOptions = {
  adopt: {
    vpcId: "vpc-0123456789abcdef0",
    zones: ["us-east-1a", "us-east-1b"],
    publicSubnets: ["subnet-0000000a", "subnet-0000000b"],
    privateSubnets: ["subnet-0000001a", "subnet-0000001b"],
    dataSubnets: ["subnet-0000002a", "subnet-0000002b"],
    egress: "nat",
    interfaceEndpoints: { services: ["secretsmanager"], securityGroupId: "sg-000000ee" },
  },
};

const LOAD_BALANCER: LoadBalancerOptions = {
  adopt: {
    arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/0123456789abcdef",
    listenerArn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/web/0123456789abcdef/fedcba98",
    securityGroupId: "sg-000000aa",
    dnsName: "web-1.us-east-1.elb.amazonaws.com",
    canonicalHostedZoneId: "Z35SXDOTRQ7X7K",
  },
};

describe("an environment in a VPC that exists", () => {
  const adopted = (loadBalancer?: LoadBalancerOptions): AppStacks =>
    buildStacks(
      new App({ context: { ...appContext() } }),
      resolveRoots(
        { ingress: ingress({ routes: { "/*": api }, ...(loadBalancer === undefined ? {} : { loadBalancer }) }) },
        { environment: { network: ADOPTED, domain: "shop.example.com" } },
      ),
    );

  it("makes only security groups and rules in it", () => {
    const template = Template.fromStack(adopted().vpc);
    const resources: unknown = template.toJSON()["Resources"];
    const types = new Set(
      Object.values(isRecord(resources) ? resources : {}).map((each) => (isRecord(each) ? each["Type"] : null)),
    );
    expect([...types].toSorted()).toEqual([
      "AWS::EC2::SecurityGroup",
      "AWS::EC2::SecurityGroupEgress",
      "AWS::EC2::SecurityGroupIngress",
    ]);
    template.allResourcesProperties("AWS::EC2::SecurityGroup", { VpcId: "vpc-0123456789abcdef0" });
  });

  it("runs tasks in the private subnets, keeps data in those for data, and puts the load balancer into the public ones", () => {
    const stacks = adopted();
    if (stacks.alb === null) expect.fail("The app has an ingress.");
    Template.fromStack(stacks.ecs).hasResourceProperties("AWS::ECS::Service", {
      NetworkConfiguration: {
        AwsvpcConfiguration: { AssignPublicIp: "DISABLED", Subnets: ["subnet-0000001a", "subnet-0000001b"] },
      },
    });
    Template.fromStack(stacks.data).hasResourceProperties("AWS::RDS::DBSubnetGroup", {
      SubnetIds: ["subnet-0000002a", "subnet-0000002b"],
    });
    Template.fromStack(stacks.alb).hasResourceProperties("AWS::ElasticLoadBalancingV2::LoadBalancer", {
      Subnets: ["subnet-0000000a", "subnet-0000000b"],
    });
  });

  it("lets tasks into the endpoints that the VPC has", () => {
    Template.fromStack(adopted().vpc).hasResourceProperties("AWS::EC2::SecurityGroupIngress", {
      GroupId: "sg-000000ee",
      FromPort: 443,
    });
  });

  it("adds rules, a certificate and records to a load balancer that exists, and changes nothing else of it", () => {
    const { alb, vpc } = adopted(LOAD_BALANCER);
    if (alb === null) expect.fail("The app has an ingress.");
    const template = Template.fromStack(alb);
    template.resourceCountIs("AWS::ElasticLoadBalancingV2::LoadBalancer", 0);
    template.allResourcesProperties("AWS::ElasticLoadBalancingV2::ListenerRule", {
      ListenerArn: LOAD_BALANCER.adopt.listenerArn,
    });
    template.resourceCountIs("AWS::ElasticLoadBalancingV2::ListenerCertificate", 1);
    template.hasResourceProperties("AWS::Route53::RecordSet", { AliasTarget: { HostedZoneId: "Z35SXDOTRQ7X7K" } });
    Template.fromStack(vpc).hasResourceProperties("AWS::EC2::SecurityGroupEgress", {
      GroupId: "sg-000000aa",
      FromPort: 8080,
    });
  });

  it("adds no certificate where the listener has one for the host", () => {
    const { alb } = adopted({ ...LOAD_BALANCER, adopt: { ...LOAD_BALANCER.adopt, hasCertificate: true } });
    if (alb === null) expect.fail("The app has an ingress.");
    const template = Template.fromStack(alb);
    template.resourceCountIs("AWS::ElasticLoadBalancingV2::ListenerCertificate", 0);
    template.resourceCountIs("AWS::CertificateManager::Certificate", 0);
  });
});
