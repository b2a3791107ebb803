import { describe, expect, it } from "vitest";
import { anEstimate } from "../testing/an-estimate.js";
import { goldenTable } from "../testing/golden-table.js";

describe("the cost of a backup vault", () => {
  it("is as the table says", async () => {
    const table = goldenTable("A backup vault", {
      "of volumes": { resources: { It: { Type: "AWS::Backup::BackupVault" } }, only: "It" },
    });
    await expect(table).toMatchFileSnapshot("golden/backup-vault.txt");
  });

  it("is unknown, since nobody has read the price, and never free", () => {
    const { isWhole } = anEstimate({ Vault: { Type: "AWS::Backup::BackupVault" } });
    expect(isWhole).toBe(false);
  });
});
