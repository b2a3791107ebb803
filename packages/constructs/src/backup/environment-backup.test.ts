import { bucket, type EnvironmentOptions, image, postgres, service, volume } from "@fairlead/model";
import { resolveRoots } from "@fairlead/testkit";
import { App } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { appContext } from "../assembly/app-context.js";
import { buildStacks } from "../stacks/build-stacks.js";

function synthesize(environment: Partial<EnvironmentOptions>) {
  const app = resolveRoots(
    {
      services: [
        service("a", {
          image: image("app"),
          env: { DATABASE_URL: postgres("main", { engine: "rds" }).url, BUCKET: bucket("kept").nameForReading },
          volumes: { "/data": volume("files") },
        }),
      ],
    },
    { environment },
  );
  const stacks = buildStacks(new App({ context: { ...appContext() } }), app);
  return { stacks, data: Template.fromStack(stacks.data) };
}

describe("the backup of an environment", () => {
  it("is made each day, kept as long as stated, in a vault that outlives all else", () => {
    const { data, stacks } = synthesize({ backup: { keepDays: 14 } });
    data.hasResource("AWS::Backup::BackupVault", {
      Properties: { BackupVaultName: "shop-test", EncryptionKeyArn: Match.anyValue() },
      DeletionPolicy: "RetainExceptOnCreate",
    });
    data.hasResourceProperties("AWS::Backup::BackupPlan", {
      BackupPlan: {
        BackupPlanRule: [
          {
            RuleName: "daily",
            ScheduleExpression: "cron(0 5 ? * * *)",
            Lifecycle: { DeleteAfterDays: 14 },
            CopyActions: Match.absent(),
          },
        ],
      },
    });
    expect(stacks.backupCopy).toBeNull();
  });

  it("covers what is stated, by name", () => {
    const { data } = synthesize({ backup: {} });
    data.hasResourceProperties("AWS::Backup::BackupSelection", {
      BackupSelection: { Resources: [Match.anyValue(), Match.anyValue(), Match.anyValue()] },
    });
    data.hasResourceProperties("AWS::IAM::Role", {
      Description: "AWS Backup, for shop-test",
      ManagedPolicyArns: Match.arrayWith([
        { "Fn::Join": ["", Match.arrayWith([":iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup"])] },
      ]),
    });
  });

  it("covers the volumes alone where nothing is stated", () => {
    synthesize({}).data.hasResourceProperties("AWS::Backup::BackupSelection", {
      BackupSelection: { Resources: [{ "Fn::GetAtt": [Match.stringLikeRegexp("^Volumefiles"), "Arn"] }] },
    });
  });

  it("is copied into a vault of another region, which is there first and has a key of its own", () => {
    const { data, stacks } = synthesize({ backup: { copyTo: { region: "eu-west-1", keepDays: 90 } } });
    data.hasResourceProperties("AWS::Backup::BackupPlan", {
      BackupPlan: {
        BackupPlanRule: [
          Match.objectLike({
            CopyActions: [
              {
                DestinationBackupVaultArn: {
                  "Fn::Join": ["", Match.arrayWith(["arn:aws:backup:eu-west-1:", ":backup-vault:shop-test"])],
                },
                Lifecycle: { DeleteAfterDays: 90 },
              },
            ],
          }),
        ],
      },
    });
    const { backupCopy } = stacks;
    expect(backupCopy?.region).toBe("eu-west-1");
    expect(stacks.data.dependencies).toContain(backupCopy);
    if (backupCopy === null) return;
    const copies = Template.fromStack(backupCopy);
    copies.hasResourceProperties("AWS::Backup::BackupVault", { BackupVaultName: "shop-test" });
    copies.hasResource("AWS::KMS::Key", { DeletionPolicy: "RetainExceptOnCreate" });
  });

  it("is none where it isn't wanted", () => {
    synthesize({ backup: "none" }).data.resourceCountIs("AWS::Backup::BackupVault", 0);
  });
});
