import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a user pool", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A user pool of a thousand people", {
      Essentials: { resources: { It: { Type: "AWS::Cognito::UserPool" } }, only: "It" },
      Lite: { resources: { It: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolTier: "LITE" } } }, only: "It" },
      Plus: { resources: { It: { Type: "AWS::Cognito::UserPool", Properties: { UserPoolTier: "PLUS" } } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/user-pool.txt");
  });
});
