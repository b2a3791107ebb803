import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const group = (policy: Readonly<Record<string, unknown>> = {}): Resources => ({
  Group: {
    Type: "AWS::AutoScaling::AutoScalingGroup",
    Properties: {
      MinSize: "2",
      MaxSize: "4",
      MixedInstancesPolicy: { LaunchTemplate: { Overrides: [{ InstanceType: "t4g.medium" }] }, ...policy },
    },
  },
});

describe("the cost of instances", () => {
  it("is as the table says", async () => {
    const table = goldenTable("Instances", {
      "two to four t4g.medium": { resources: group() },
      "on Spot": { resources: group({ InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0 } }) },
      "an instance by itself with a public address": {
        resources: {
          It: {
            Type: "AWS::EC2::Instance",
            Properties: { InstanceType: "t4g.small", NetworkInterfaces: [{ AssociatePublicIpAddress: true }] },
          },
        },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/auto-scaling-group.txt");
  });

  it("lies between the least and the most instances", () => {
    const { min, expected, max } = anEstimate(group(), { load: 0.5 }).usd;
    expect([expected / min, max / min].map((ratio) => ratio.toFixed(2))).toEqual(["1.50", "2.00"]);
  });

  it("is unknown on Spot, whose price nobody can tell in advance", () => {
    const spot = anEstimate(group({ InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0 } }));
    expect(usdOf(spot, /^EC2 Spot/)).toBe("unknown");
    expect(spot.isWhole).toBe(false);
  });
});
