import { describe, expect, it } from "vitest";
import { anEstimate, type Resources, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

const endpoint = (service: string, VpcEndpointType = "Interface"): Resources => ({
  It: {
    Type: "AWS::EC2::VPCEndpoint",
    Properties: {
      ServiceName: { "Fn::Join": ["", ["com.amazonaws.", { Ref: "AWS::Region" }, `.${service}`]] },
      VpcEndpointType,
      SubnetIds: ["a", "b"],
    },
  },
});

describe("the cost of an endpoint", () => {
  it("is as the table says", async () => {
    const table = goldenTable("An endpoint in two zones", {
      "of logs": { resources: endpoint("logs") },
      "of secrets": { resources: endpoint("secretsmanager") },
      "of Bedrock": { resources: endpoint("bedrock-runtime") },
      "of S3, a gateway": { resources: endpoint("s3", "Gateway") },
    });
    await expect(table).toMatchFileSnapshot("golden/vpc-endpoint.txt");
  });

  it("pays for each zone: five in two zones cost more than two NAT gateways", () => {
    const five = Object.fromEntries(
      ["logs", "ecr.api", "ecr.dkr", "secretsmanager", "sts"].flatMap((service) =>
        Object.values(endpoint(service)).map((resource) => [service, resource]),
      ),
    );
    expect(usdOf(anEstimate(five), /hours/)).toBe("73.00");
  });

  it("costs nothing as a gateway", () => {
    expect(anEstimate(endpoint("s3", "Gateway")).lines).toEqual([]);
  });

  it("pays less for what is above a petabyte", () => {
    const usage = { requestsPerMonth: 1_048_576 + 1_000, logKbPerRequest: 1_000_000 };
    expect(usdOf(anEstimate(endpoint("logs"), usage), /GB processed/)).toBe("10491.76");
  });
});
