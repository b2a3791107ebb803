import { describe, expect, it } from "vitest";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a file system", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A file system of 10 GB", {
      "with bursting throughput": { resources: { It: { Type: "AWS::EFS::FileSystem" } }, only: "It" },
      "with elastic throughput": {
        resources: { It: { Type: "AWS::EFS::FileSystem", Properties: { ThroughputMode: "elastic" } } },
        only: "It",
      },
      "with 16 MB/s": {
        resources: {
          It: {
            Type: "AWS::EFS::FileSystem",
            Properties: { ThroughputMode: "provisioned", ProvisionedThroughputInMibps: 16 },
          },
        },
        only: "It",
      },
      "in one zone": {
        resources: { It: { Type: "AWS::EFS::FileSystem", Properties: { AvailabilityZoneName: "us-east-1a" } } },
        only: "It",
      },
    });
    await expect(table).toMatchFileSnapshot("golden/file-system.txt");
  });
});
