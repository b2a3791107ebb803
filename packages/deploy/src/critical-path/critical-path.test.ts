import type { AssembledStack, Template } from "@fairlead/constructs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalPath } from "./critical-path.js";
import { criticalPathText } from "./critical-path-text.js";

const stack = (role: string, Resources: Template["Resources"], dependsOn: readonly string[] = []): AssembledStack => ({
  name: role,
  role,
  templateFile: `${role}.template.json`,
  template: { Resources },
  dependsOn,
});

const NAT = { Type: "AWS::EC2::NatGateway" };

describe("the critical path", () => {
  it("is the chain of stacks that takes longest, and in each the chain of resources that does", () => {
    const path = criticalPath({
      stacks: [
        stack("Vpc", {
          Vpc: { Type: "AWS::EC2::VPC" },
          Nat: { ...NAT, Properties: { SubnetId: { "Fn::GetAtt": ["Subnet", "Id"] } } },
          Subnet: { Type: "AWS::EC2::Subnet", Properties: { VpcId: { Ref: "Vpc" } } },
          Aside: { Type: "AWS::EC2::SecurityGroup" },
        }),
        stack("Registry", { Images: { Type: "AWS::ECR::Repository" } }),
        stack("Data", { Main: { Type: "AWS::RDS::DBInstance", Properties: { MultiAZ: true } } }, ["Vpc"]),
        stack("Alb", { Alb: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer" } }, ["Vpc"]),
        stack("Ecs", { Proxy: { Type: "AWS::ECS::Service", DependsOn: "Role" }, Role: { Type: "AWS::IAM::Role" } }, [
          "Data",
          "Alb",
          "Registry",
        ]),
      ],
    });
    expect(path.stacks.map(({ role, resources }) => [role, resources.map(({ logicalId }) => logicalId)])).toEqual([
      ["Vpc", ["Vpc", "Subnet", "Nat"]],
      ["Data", ["Main"]],
      ["Ecs", ["Role", "Proxy"]],
    ]);
    expect(path.fromSeconds).toBe(10 + 94 + 10 + 600 + 10 + 62);
    const [first, , ...lines] = criticalPathText(path);
    expect(first).toContain("about 13–23 min");
    expect(lines).toContain("  Data: 10–16 min, most of it AWS::RDS::DBInstance Main");
  });

  it("reads references that are written as text", () => {
    const path = criticalPath({
      stacks: [
        stack("One", {
          Nat: NAT,
          Named: { Type: "AWS::SSM::Parameter", Properties: { Value: { "Fn::Sub": "${Nat.Id} of ${AWS::Region}" } } },
        }),
      ],
    });
    expect(path.stacks[0]?.resources.map(({ logicalId }) => logicalId)).toEqual(["Nat", "Named"]);
  });

  it("is never longer than all one after another, and never shorter than any stack of it", () => {
    const resources = fc.dictionary(
      fc.constantFrom("A", "B", "C", "D"),
      fc.record({
        Type: fc.constantFrom("AWS::EC2::NatGateway", "AWS::IAM::Role", "AWS::RDS::DBInstance"),
        DependsOn: fc.subarray(["A", "B", "C", "D"]),
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(resources, fc.array(fc.nat(5))), { maxLength: 6 }), (list) => {
        const stacks = list.map(([held, before], index) =>
          stack(
            `S${index}`,
            held,
            before.filter((other) => other < index).map((other) => `S${other}`),
          ),
        );
        const { fromSeconds, toSeconds, oneStackAtATime, sum, assumedShare } = criticalPath({ stacks });
        expect(fromSeconds).toBeLessThanOrEqual(oneStackAtATime.fromSeconds);
        expect(oneStackAtATime.toSeconds).toBeLessThanOrEqual(sum.toSeconds);
        expect(toSeconds).toBeGreaterThanOrEqual(fromSeconds);
        expect(assumedShare).toBeGreaterThanOrEqual(0);
        expect(assumedShare).toBeLessThanOrEqual(1);
      }),
    );
  });
});
