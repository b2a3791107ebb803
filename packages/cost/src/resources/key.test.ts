import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a key", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A key", {
      "of one's own": { resources: { It: { Type: "AWS::KMS::Key" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/key.txt");
  });
});
