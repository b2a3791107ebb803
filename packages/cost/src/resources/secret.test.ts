import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a secret", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A secret", {
      "with ten releases": { resources: { It: { Type: "AWS::SecretsManager::Secret" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/secret.txt");
  });
});
