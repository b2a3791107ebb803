import type { ResolvedApp } from "@fairlead/model";
import { RemovalPolicy } from "aws-cdk-lib";
import { CfnBackupVault } from "aws-cdk-lib/aws-backup";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import { AppStack } from "../stacks/app-stack.js";
import { vaultName } from "./backup-names.js";

/** What a {@link BackupCopyStack} is made from. */
export interface BackupCopyStackProps {
  readonly app: ResolvedApp;
  /** Where the copies lie. */
  readonly region: string;
}

/** Where copies of the backups lie, in a region of their own; a key doesn't leave its region, so they have one of their own too. */
export class BackupCopyStack extends AppStack {
  readonly key: Key;
  readonly vault: CfnBackupVault;

  constructor(scope: Construct, id: string, { app, region }: BackupCopyStackProps) {
    super(scope, id, {
      app,
      role: "BackupCopy",
      description: `Copies of the backups of ${app.name} (${app.environment.name})`,
      region,
      terminationProtection: true,
    });
    this.key = new Key(this, "Key", {
      description: `Encrypts copies of the backups of ${app.name} (${app.environment.name})`,
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.vault = new CfnBackupVault(this, "Vault", {
      backupVaultName: vaultName(app),
      encryptionKeyArn: this.key.keyArn,
    });
    this.vault.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }
}
