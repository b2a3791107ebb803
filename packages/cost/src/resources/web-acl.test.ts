import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a firewall", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A firewall", {
      "with two rules": {
        resources: { It: { Type: "AWS::WAFv2::WebACL", Properties: { Rules: [{}, {}] } } },
        only: "It",
      },
      "with bot control": {
        resources: {
          It: {
            Type: "AWS::WAFv2::WebACL",
            Properties: {
              Rules: [{ Statement: { ManagedRuleGroupStatement: { Name: "AWSManagedRulesBotControlRuleSet" } } }],
            },
          },
        },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/web-acl.txt");
  });
});
