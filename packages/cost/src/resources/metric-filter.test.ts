import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a metric filter", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A metric filter", {
      "of one metric": {
        resources: { It: { Type: "AWS::Logs::MetricFilter", Properties: { MetricTransformations: [{}] } } },
        only: "It",
      },
      "of two metrics": {
        resources: { It: { Type: "AWS::Logs::MetricFilter", Properties: { MetricTransformations: [{}, {}] } } },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/metric-filter.txt");
  });
});
