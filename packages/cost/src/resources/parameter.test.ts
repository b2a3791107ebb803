import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a parameter", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A parameter", {
      standard: { resources: { It: { Type: "AWS::SSM::Parameter" } }, only: "It" },
      advanced: { resources: { It: { Type: "AWS::SSM::Parameter", Properties: { Tier: "Advanced" } } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/parameter.txt");
  });
});
