import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a repository of images", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A repository of images", {
      "of ten releases": { resources: { It: { Type: "AWS::ECR::Repository" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/ecr-repository.txt");
  });
});
