import { describe, expect, it } from "vitest";
import { anEstimate, usdOf } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of an address", () => {
  it("is as the table says", async () => {
    const table = goldenTable("An address on the internet", {
      "in use or idle": { resources: { It: { Type: "AWS::EC2::EIP" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/public-address.txt");
  });

  it("is 3.65 USD a month, in use or not", () => {
    expect(usdOf(anEstimate({ It: { Type: "AWS::EC2::EIP" } }), /IPv4/)).toBe("3.65");
  });
});
