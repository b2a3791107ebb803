import { madeUp } from "../resources/made-up.js";
import type { TypeDecision } from "../resources/resource-maker.js";

const CLOUDFRONT = "CloudFront is not rehearsed: no request goes through an edge.";
const BACKUP = "AWS Backup is not rehearsed: nothing is copied.";

/** What nothing emulates, with the reason. */
const REASONS: Readonly<Record<string, string>> = {
  "AWS::Backup::BackupPlan": BACKUP,
  "AWS::Backup::BackupSelection": BACKUP,
  "AWS::Backup::BackupVault": BACKUP,
  "AWS::CloudFormation::WaitConditionHandle": "Nobody signals it: it keeps an otherwise empty stack.",
  "AWS::CloudFront::Distribution": CLOUDFRONT,
  "AWS::CloudFront::Function": CLOUDFRONT,
  "AWS::CloudFront::OriginAccessControl": CLOUDFRONT,
  "AWS::CloudFront::ResponseHeadersPolicy": CLOUDFRONT,
  "AWS::Lambda::EventInvokeConfig": "No function is ever invoked.",
  "Custom::CDKBucketDeployment": "The function that copies a site's files doesn't run.",
  "Custom::DatabaseRoles":
    "The function that makes the database's roles doesn't run, and there is no database to make them in.",
};

export const NOT_EMULATED: readonly TypeDecision[] = Object.entries(REASONS).map(([type, because]) => ({
  type,
  proof: "not emulated",
  because,
  maker: madeUp,
}));
