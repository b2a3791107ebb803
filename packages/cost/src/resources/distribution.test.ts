import { describe, expect, it } from "vitest";
import { anEstimate, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a CloudFront distribution", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A CloudFront distribution", {
      "with the usual traffic": { resources: { It: { Type: "AWS::CloudFront::Distribution" } }, only: "It" },
      "with 400 TB": {
        resources: { It: { Type: "AWS::CloudFront::Distribution" } },
        usage: { requestsPerMonth: 10_000_000_000 },
        only: "It",
      },
      "its function": { resources: { It: { Type: "AWS::CloudFront::Function" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/distribution.txt");
  });

  const cdn = { Type: "AWS::CloudFront::Distribution" };

  it("pays by steps for what leaves it", () => {
    const usage = { requestsPerMonth: 1_000_000, requestKb: 0, responseKb: 20_480 };
    // 10,240 GB at 0.085 and 10,240 GB at 0.08.
    expect(usdOf(anEstimate({ One: cdn }, usage), /to callers/)).toBe("1689.60");
  });

  it("shares the traffic out where there are several", () => {
    expect(anEstimate({ One: cdn, Other: cdn }).usd.expected).toBeCloseTo(anEstimate({ One: cdn }).usd.expected, 8);
  });
});
