import type { Template } from "@fairlead/constructs";
import { describe, expect, it } from "vitest";
import { securityBroadenings } from "./security-broadening.js";

const role = (action: string | null): Template => ({
  Resources: {
    Policy: {
      Type: "AWS::IAM::Policy",
      Properties: {
        PolicyName: "p",
        Roles: ["task"],
        PolicyDocument: {
          Statement: [
            { Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
            ...(action === null ? [] : [{ Effect: "Allow", Action: action, Resource: "*" }]),
          ],
        },
      },
    },
  },
});
const group = (ports: readonly number[]): Template => ({
  Resources: Object.fromEntries(
    ports.map((port) => [
      `Rule${port}`,
      {
        Type: "AWS::EC2::SecurityGroupIngress",
        Properties: { GroupId: "sg-1", IpProtocol: "tcp", FromPort: port, ToPort: port, CidrIp: "10.0.0.0/8" },
      },
    ]),
  ),
});

describe("what a release permits or opens", () => {
  it("is told of a permission that comes, and not of one that goes", async () => {
    const found = await securityBroadenings("Ecs", role(null), role("s3:PutObject"));
    expect(found.map(({ stack, kind }) => [stack, kind])).toEqual([["Ecs", "permission"]]);
    expect(found[0]?.says).toContain("s3:PutObject");
    expect(await securityBroadenings("Ecs", role("s3:PutObject"), role(null))).toEqual([]);
  });

  it("is told of a rule that opens a port, and not of one that closes it", async () => {
    const found = await securityBroadenings("Vpc", group([]), group([5432]));
    expect(found.map(({ kind }) => kind)).toEqual(["network"]);
    expect(found[0]?.says).toContain("5432");
    expect(await securityBroadenings("Vpc", group([5432]), group([]))).toEqual([]);
  });
});
