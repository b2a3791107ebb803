import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const broker = (HostInstanceType: string, DeploymentMode: string): Resources => ({
  It: { Type: "AWS::AmazonMQ::Broker", Properties: { EngineType: "RABBITMQ", HostInstanceType, DeploymentMode } },
});

describe("the cost of a RabbitMQ broker", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A broker", {
      "mq.m7g.medium": {
        resources: {
          It: {
            Type: "AWS::AmazonMQ::Broker",
            Properties: {
              EngineType: "RABBITMQ",
              HostInstanceType: "mq.m7g.medium",
              DeploymentMode: "SINGLE_INSTANCE",
            },
          },
        },
        only: "It",
      },
      "mq.m7g.large, a cluster": {
        resources: {
          It: {
            Type: "AWS::AmazonMQ::Broker",
            Properties: {
              EngineType: "RABBITMQ",
              HostInstanceType: "mq.m7g.large",
              DeploymentMode: "CLUSTER_MULTI_AZ",
            },
          },
        },
        only: "It",
      },
      "mq.m5.large, a cluster": {
        resources: {
          It: {
            Type: "AWS::AmazonMQ::Broker",
            Properties: { EngineType: "RABBITMQ", HostInstanceType: "mq.m5.large", DeploymentMode: "CLUSTER_MULTI_AZ" },
          },
        },
        only: "It",
      },
      ActiveMQ: {
        resources: {
          It: {
            Type: "AWS::AmazonMQ::Broker",
            Properties: { EngineType: "ACTIVEMQ", HostInstanceType: "mq.m5.large", DeploymentMode: "SINGLE_INSTANCE" },
          },
        },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/mq-broker.txt");
  });

  it("is three brokers where it is a cluster", () => {
    const hours = (mode: string) => usdOf(anEstimate(broker("mq.m7g.large", mode)), /hours/);
    expect(["SINGLE_INSTANCE", "CLUSTER_MULTI_AZ"].map(hours)).toEqual(["199.58", "598.75"]);
  });

  it("has 15 GB of disk for each node of a cluster of m7g, and 200 GB for every other broker", () => {
    const disk = (name: string, mode: string) => usdOf(anEstimate(broker(name, mode)), /disk/);
    expect(disk("mq.m7g.large", "CLUSTER_MULTI_AZ")).toBe("4.50");
    expect(disk("mq.m5.large", "CLUSTER_MULTI_AZ")).toBe("60.00");
    expect(disk("mq.m7g.large", "SINGLE_INSTANCE")).toBe("20.00");
  });
});
