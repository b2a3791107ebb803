import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a dashboard", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A dashboard", {
      one: { resources: { It: { Type: "AWS::CloudWatch::Dashboard" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/dashboard.txt");
  });
});
