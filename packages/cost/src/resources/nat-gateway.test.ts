import { describe, expect, it } from "vitest";
import { anEstimate, type Resources } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const GATEWAY: Resources = {
  It: { Type: "AWS::EC2::NatGateway" },
  Service: { Type: "AWS::ECS::Service", Properties: { LaunchType: "EC2" } },
};
const endpoint = (service: string, VpcEndpointType: string) => ({
  Type: "AWS::EC2::VPCEndpoint",
  Properties: { ServiceName: `com.amazonaws.us-east-1.${service}`, VpcEndpointType },
});

describe("the cost of a NAT gateway", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A NAT gateway", {
      "by itself": { resources: GATEWAY, only: "It" },
      "beside a gateway endpoint of S3": { resources: { ...GATEWAY, S3: endpoint("s3", "Gateway") }, only: "It" },
      "beside endpoints of S3, logs and Bedrock": {
        resources: {
          ...GATEWAY,
          S3: endpoint("s3", "Gateway"),
          Logs: endpoint("logs", "Interface"),
          Bedrock: endpoint("bedrock-runtime", "Interface"),
        },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/nat-gateway.txt");
  });

  const gb = (resources: Resources) =>
    anEstimate(resources).lines.find(({ what }) => what === "GB processed")?.quantity.expected;

  it("pays for every GB in both directions, with logs and images", () => {
    // 14.4 GB of callers, 0.45 GB of logs, 2 GB of images.
    expect(gb(GATEWAY)).toBeCloseTo(16.85, 8);
  });

  it("pays nothing for what a gateway endpoint takes: the layers of images come from S3", () => {
    expect(gb({ ...GATEWAY, S3: endpoint("s3", "Gateway") })).toBeCloseTo(14.85, 8);
  });

  it("pays for the same GB in all, however many gateways there are", () => {
    expect(gb({ ...GATEWAY, Other: { Type: "AWS::EC2::NatGateway" } })).toBeCloseTo(16.85 / 2, 8);
  });
});
