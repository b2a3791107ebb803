import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a log group", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A log group", {
      "kept for 14 days": {
        resources: { It: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 14 } } },
        only: "It",
      },
      "kept for ever": { resources: { It: { Type: "AWS::Logs::LogGroup" } }, only: "It" },
      "of infrequent access": {
        resources: {
          It: { Type: "AWS::Logs::LogGroup", Properties: { RetentionInDays: 14, LogGroupClass: "INFREQUENT_ACCESS" } },
        },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/log-group.txt");
  });
});
