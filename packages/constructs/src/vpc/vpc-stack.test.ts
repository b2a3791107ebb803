import type { NatChoice, ResolvedApp, ResolvedNetwork } from "@fairlead/model";
import { aResolvedApp } from "@fairlead/testkit";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { VpcStack } from "./vpc-stack.js";

describe("VpcStack", () => {
  it("lays public, private and isolated subnets over the zones that were asked for", () => {
    const template = synthesize(withNetwork({}));
    template.resourceCountIs("AWS::EC2::Subnet", 9);
    for (const zone of ["us-east-1a", "us-east-1b", "us-east-1c"])
      expect(
        Object.keys(template.findResources("AWS::EC2::Subnet", { Properties: { AvailabilityZone: zone } })),
      ).toHaveLength(3);
    expect(cidrsOf(template)).toEqual([
      "10.0.0.0/19",
      "10.0.32.0/19",
      "10.0.64.0/19",
      "10.0.96.0/22",
      "10.0.100.0/22",
      "10.0.104.0/22",
      "10.0.108.0/22",
      "10.0.112.0/22",
      "10.0.116.0/22",
    ]);
  });

  it("leaves a load balancer a /27 in the smallest network", () => {
    expect(cidrsOf(synthesize(withNetwork({ cidr: "10.0.0.0/24" })))).toEqual([
      "10.0.0.0/27",
      "10.0.0.32/27",
      "10.0.0.64/27",
      "10.0.0.96/27",
      "10.0.0.128/27",
      "10.0.0.160/27",
      "10.0.0.192/28",
      "10.0.0.208/28",
      "10.0.0.224/28",
    ]);
  });

  it("hands no public address to whatever starts in a public subnet", () => {
    const template = synthesize(withNetwork({}));
    expect(template.findResources("AWS::EC2::Subnet", { Properties: { MapPublicIpOnLaunch: true } })).toEqual({});
  });

  it.each<[NatChoice, number, number, number]>([
    [{ kind: "gateway", count: 3 }, 3, 0, 9],
    [{ kind: "gateway", count: 1 }, 1, 0, 9],
    [{ kind: "instance", instanceType: "t4g.nano" }, 0, 1, 9],
    [{ kind: "none" }, 0, 0, 6],
  ])("has for %j %i gateways, %i instances and %i subnets", (nat, gateways, instances, subnets) => {
    const template = synthesize(withNetwork({ nat, taskSubnets: nat.kind === "none" ? "public" : "private" }));
    template.resourceCountIs("AWS::EC2::NatGateway", gateways);
    template.resourceCountIs("AWS::EC2::Instance", instances);
    template.resourceCountIs("AWS::EC2::Subnet", subnets);
  });

  it("runs a NAT instance with a public address, session tokens and an encrypted disk", () => {
    const template = synthesize(withNetwork({ nat: { kind: "instance", instanceType: "t4g.nano" } }));
    template.hasResourceProperties("AWS::EC2::Instance", {
      InstanceType: "t4g.nano",
      SourceDestCheck: false,
      MetadataOptions: { HttpTokens: "required" },
      BlockDeviceMappings: [{ Ebs: { Encrypted: true } }],
      NetworkInterfaces: [Match.objectLike({ AssociatePublicIpAddress: true })],
    });
  });

  it("reaches S3 by the free gateway endpoint", () => {
    synthesize(withNetwork({})).hasResourceProperties("AWS::EC2::VPCEndpoint", { VpcEndpointType: "Gateway" });
  });

  it("gives interface endpoints their own group, which the VPC at large may not enter", () => {
    const template = synthesize(withNetwork({ interfaceEndpoints: ["secretsmanager"] }));
    template.hasResourceProperties("AWS::EC2::VPCEndpoint", {
      VpcEndpointType: "Interface",
      PrivateDnsEnabled: true,
      ServiceName: "com.amazonaws.us-east-1.secretsmanager",
    });
    expect(template.findResources("AWS::EC2::SecurityGroupIngress", { Properties: { CidrIp: "10.0.0.0/16" } })).toEqual(
      {},
    );
  });

  it("writes flow logs of the chosen traffic and keeps them as long as it was told", () => {
    const template = synthesize(withNetwork({ flowLogs: { traffic: "REJECT", retentionDays: 14 } }));
    template.hasResourceProperties("AWS::EC2::FlowLog", { TrafficType: "REJECT" });
    template.hasResourceProperties("AWS::Logs::LogGroup", { RetentionInDays: 14 });
  });

  it("needs no Lambda function and no look-up, not even with an account", () => {
    const app = withNetwork({});
    const scope = new App();
    new VpcStack(scope, "Vpc", { app: { ...app, environment: { ...app.environment, account: "111122223333" } } });
    const assembly = scope.synth();
    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(JSON.stringify(assembly.getStackArtifact("Vpc").template)).not.toContain("AWS::Lambda::Function");
  });

  it("gives other stacks views of security groups, one for each group and scope", () => {
    const scope = new App();
    const stack = new VpcStack(scope, "Vpc", { app: aResolvedApp() });
    const other = new Stack(scope, "Other", { env: { region: "us-east-1" } });
    const view = stack.securityGroupFor(other, "services.proxy");
    expect(stack.securityGroupFor(other, "services.proxy")).toBe(view);
    expect(() => stack.securityGroupFor(other, "services.unknown")).toThrow("services.unknown");
  });
});

const withNetwork = (change: Partial<ResolvedNetwork>): ResolvedApp => {
  const app = aResolvedApp();
  return { ...app, network: { ...app.network, ...change } };
};

const synthesize = (app: ResolvedApp): Template => Template.fromStack(new VpcStack(new App(), "Vpc", { app }));

function cidrsOf(template: Template): readonly unknown[] {
  return Object.values(template.findResources("AWS::EC2::Subnet")).map((subnet) => {
    const properties: unknown = subnet["Properties"];
    return typeof properties === "object" && properties !== null && "CidrBlock" in properties
      ? properties.CidrBlock
      : null;
  });
}
