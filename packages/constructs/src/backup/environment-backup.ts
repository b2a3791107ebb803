import { type ResolvedApp, type ResolvedBackup } from "@fairlead/model";
import { ArnFormat, RemovalPolicy, Stack } from "aws-cdk-lib";
import { CfnBackupPlan, CfnBackupSelection, CfnBackupVault } from "aws-cdk-lib/aws-backup";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { environmentPrefix } from "../stacks/resource-names.js";
import { vaultName } from "./backup-names.js";

/** What an {@link EnvironmentBackup} is made from. */
export interface EnvironmentBackupProps {
  readonly app: ResolvedApp;
  readonly backup: ResolvedBackup;
  readonly key: IKey;
  /** ARNs of what it covers. */
  readonly resources: readonly string[];
}

/** AWS Backup starts within an hour of its time, and has as long as a night for the rest. */
const WINDOW_MINUTES = { start: 60, completion: 480 } as const;

/** The daily backup of an environment: where backups lie, when they are made and of what. */
export class EnvironmentBackup extends Construct {
  readonly vault: CfnBackupVault;
  readonly plan: CfnBackupPlan;
  /** What AWS Backup reads the data with. */
  readonly role: Role;
  readonly selection: CfnBackupSelection;

  constructor(scope: Construct, id: string, { app, backup, key, resources }: EnvironmentBackupProps) {
    super(scope, id);
    this.vault = new CfnBackupVault(this, "Vault", { backupVaultName: vaultName(app), encryptionKeyArn: key.keyArn });
    // AWS Backup deletes no vault that holds something, and what it holds is there for when all else is gone.
    this.vault.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    this.plan = new CfnBackupPlan(this, "Plan", {
      backupPlan: { backupPlanName: environmentPrefix(app), backupPlanRule: [this.dailyRule(app, backup)] },
    });
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("backup.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
      description: `AWS Backup, for ${environmentPrefix(app)}`,
      managedPolicies: managedPolicies(backup),
    });
    this.selection = new CfnBackupSelection(this, "Selection", {
      backupPlanId: this.plan.ref,
      backupSelection: {
        selectionName: environmentPrefix(app),
        iamRoleArn: this.role.roleArn,
        resources: [...resources],
      },
    });
  }

  private dailyRule(app: ResolvedApp, { scheduleExpression, keepDays, copy }: ResolvedBackup) {
    return {
      ruleName: "daily",
      targetBackupVault: this.vault.ref,
      scheduleExpression,
      startWindowMinutes: WINDOW_MINUTES.start,
      completionWindowMinutes: WINDOW_MINUTES.completion,
      lifecycle: { deleteAfterDays: keepDays },
      ...(copy === null
        ? {}
        : {
            copyActions: [
              {
                destinationBackupVaultArn: Stack.of(this).formatArn({
                  service: "backup",
                  region: copy.region,
                  resource: "backup-vault",
                  resourceName: vaultName(app),
                  arnFormat: ArnFormat.COLON_RESOURCE_NAME,
                }),
                lifecycle: { deleteAfterDays: copy.keepDays },
              },
            ],
          }),
    };
  }
}

/**
 * AWS Backup's own: what it needs differs by kind of data and changes with AWS.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html (2026-11)
 */
const managedPolicies = ({ of }: ResolvedBackup) => [
  ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSBackupServiceRolePolicyForBackup"),
  ...(of.some((address) => address.startsWith("buckets."))
    ? [ManagedPolicy.fromAwsManagedPolicyName("AWSBackupServiceRolePolicyForS3Backup")]
    : []),
];
