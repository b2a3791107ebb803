import { describe, expect, it } from "vitest";
import { anEstimate, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a bucket", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A bucket", {
      "with 10 GB": { resources: { It: { Type: "AWS::S3::Bucket" } }, only: "It" },
      "with 60 TB": { resources: { It: { Type: "AWS::S3::Bucket" } }, usage: { storedGb: 61_440 }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/bucket.txt");
  });

  it("pays less for what is above 50 TB", () => {
    const bucket = { Bucket: { Type: "AWS::S3::Bucket" } };
    // 51,200 GB at 0.023 and 1,000 GB at 0.022.
    expect(usdOf(anEstimate(bucket, { storedGb: 52_200 }), /stored/)).toBe("1199.60");
  });
});
