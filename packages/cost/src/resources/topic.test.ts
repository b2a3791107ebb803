import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a topic", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A topic", {
      "of alarms": { resources: { It: { Type: "AWS::SNS::Topic" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/topic.txt");
  });
});
