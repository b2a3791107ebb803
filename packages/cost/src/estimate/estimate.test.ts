import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anEstimate, type Resources } from "../testing/an-estimate.js";

const service = (tasks: number): Resources => ({
  Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Cpu: "256", Memory: "512" } },
  Service: {
    Type: "AWS::ECS::Service",
    Properties: { TaskDefinition: { Ref: "Task" }, DesiredCount: tasks, LaunchType: "FARGATE" },
  },
});

const SMALL: Resources = {
  Key: { Type: "AWS::KMS::Key" },
  Secret: { Type: "AWS::SecretsManager::Secret" },
  Address: { Type: "AWS::EC2::EIP" },
  Alarm: { Type: "AWS::CloudWatch::Alarm", Properties: { Period: 60 } },
  Firewall: { Type: "AWS::WAFv2::WebACL", Properties: { Rules: [{}, {}] } },
};

describe("an estimate", () => {
  it("is the sum of what its resources cost one by one", () => {
    const ids = Object.keys(SMALL);
    fc.assert(
      fc.property(fc.subarray(ids), (chosen) => {
        const some = Object.fromEntries(Object.entries(SMALL).filter(([id]) => chosen.includes(id)));
        const alone = Object.entries(some).map(([id, resource]) => anEstimate({ [id]: resource }).usd.expected);
        expect(anEstimate(some).usd.expected).toBeCloseTo(
          alone.reduce((sum, usd) => sum + usd, 0),
          8,
        );
      }),
    );
  });

  it("never falls when a task is added", () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), (tasks) => {
        expect(anEstimate(service(tasks + 1)).usd.expected).toBeGreaterThan(anEstimate(service(tasks)).usd.expected);
      }),
    );
  });

  it("is the same whatever resources are called", () => {
    const renamed = Object.fromEntries(Object.entries(SMALL).map(([id, resource]) => [`Other${id}`, resource]));
    expect(anEstimate(renamed).usd).toEqual(anEstimate(SMALL).usd);
  });

  it("lies between what the least and the most tasks cost", () => {
    const scaled: Resources = {
      ...service(2),
      Target: {
        Type: "AWS::ApplicationAutoScaling::ScalableTarget",
        Properties: {
          MinCapacity: 2,
          MaxCapacity: 10,
          ResourceId: { "Fn::Join": ["/", ["service", "cluster", { "Fn::GetAtt": ["Service", "Name"] }]] },
        },
      },
    };
    const { min, expected, max } = anEstimate(scaled, { load: 0.25 }).usd;
    expect([expected / min, max / min].map((ratio) => ratio.toFixed(2))).toEqual(["2.00", "5.00"]);
  });

  it("says of a price that nobody has read that it is unknown, and that the total is not all", () => {
    const broker: Resources = {
      Broker: {
        Type: "AWS::AmazonMQ::Broker",
        Properties: { HostInstanceType: "mq.m7g.large", DeploymentMode: "SINGLE_INSTANCE" },
      },
    };
    const { lines, isWhole, usd } = anEstimate(broker, { region: "ap-south-1" });
    expect(lines.map((line) => line.usd)).toEqual([null, null]);
    expect(isWhole).toBe(false);
    expect(usd.expected).toBe(0);
  });

  it("names the types that it knows nothing of", () => {
    const { isWhole, unknownTypes } = anEstimate({ Table: { Type: "AWS::DynamoDB::Table" } });
    expect(unknownTypes).toEqual(["AWS::DynamoDB::Table"]);
    expect(isWhole).toBe(false);
  });

  it("carries date, source and offer of every price", () => {
    const prices = anEstimate(SMALL).lines.flatMap((line) => line.prices);
    expect(prices.length).toBeGreaterThan(4);
    expect(prices.filter(({ asOf, source, offer }) => asOf === null || source === "" || offer === "")).toEqual([]);
  });
});
