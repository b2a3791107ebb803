import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a function", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A function", {
      "on x86, 128 MB": { resources: { It: { Type: "AWS::Lambda::Function" } }, only: "It" },
      "on ARM, 512 MB": {
        resources: { It: { Type: "AWS::Lambda::Function", Properties: { Architectures: ["arm64"], MemorySize: 512 } } },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/lambda-function.txt");
  });
});
