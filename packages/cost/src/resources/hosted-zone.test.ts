import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a hosted zone", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A hosted zone", {
      public: { resources: { It: { Type: "AWS::Route53::HostedZone" } }, only: "It" },
      "of a namespace": { resources: { It: { Type: "AWS::ServiceDiscovery::PrivateDnsNamespace" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/hosted-zone.txt");
  });
});
